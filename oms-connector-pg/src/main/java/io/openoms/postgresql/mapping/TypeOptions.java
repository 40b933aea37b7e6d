package io.openoms.postgresql.mapping;

/**
 * How types are mapped where more than one answer is right. Immutable.
 *
 * @param interval what intervals become
 * @param timestamptz what instants become
 * @param nan what becomes of numbers that are NaN or infinite
 */
public record TypeOptions(
    IntervalMapping interval, TimestamptzMapping timestamptz, NanMapping nan) {

  /** What holds where nothing is chosen. */
  public static final TypeOptions DEFAULT =
      new TypeOptions(IntervalMapping.TEXT, TimestamptzMapping.DATETIME, NanMapping.REFUSE);

  /** The same with that mapping of intervals. */
  public TypeOptions with(IntervalMapping chosen) {
    return new TypeOptions(chosen, timestamptz, nan);
  }

  /** The same with that mapping of instants. */
  public TypeOptions with(TimestamptzMapping chosen) {
    return new TypeOptions(interval, chosen, nan);
  }

  /** The same with that mapping of numbers that are NaN or infinite. */
  public TypeOptions with(NanMapping chosen) {
    return new TypeOptions(interval, timestamptz, chosen);
  }

  /** Whether all numbers with a point become texts. */
  public boolean areNumbersTexts() {
    return nan == NanMapping.AS_TEXT;
  }
}
