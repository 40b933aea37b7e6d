package io.openoms.postgresql.type;

/** Has NULL travel in place of numbers that are NaN or infinite. Immutable. */
record NanAsNull(ValueConversion numbers) implements ValueConversion {

  @Override
  public boolean isNull(byte[] text, int offset, int length) {
    return !Numbers.isFinite(text, offset, length);
  }

  @Override
  public byte[] of(byte[] text, int offset, int length) {
    return numbers.of(text, offset, length);
  }
}
