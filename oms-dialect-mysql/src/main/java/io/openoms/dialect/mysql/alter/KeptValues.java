package io.openoms.dialect.mysql.alter;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.ColumnType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Judges changes of a column's type: only one that leaves every value as it is can be made at
 * another server, too, without a doubt about what that one makes of the values. Stateless.
 */
public final class KeptValues {

  /** The character set that has every character of the others. */
  private static final String UNIVERSAL = "utf8mb4";

  private KeptValues() {}

  /**
   * Requires that a change of a column leaves its values as they are.
   *
   * @throws RefusedChangeException when it may not
   */
  static void require(ColumnDefinition before, ColumnDefinition after) {
    boolean sameKind = before.generated().isPresent() == after.generated().isPresent();
    boolean sameExpression = before.generated().equals(after.generated());
    if (!sameKind) {
      throw new RefusedChangeException(
          "column " + before.name() + " becomes generated, or is it no longer");
    }
    boolean kept =
        before.generated().isPresent()
            ? sameExpression && before.type().neutral().equals(after.type().neutral())
            : holds(before.type().neutral(), after.type().neutral());
    if (!kept) {
      throw new RefusedChangeException(
          "column "
              + before.name()
              + " goes from "
              + before.type().nativeText()
              + " to "
              + after.type().nativeText()
              + ", which may change its values");
    }
    boolean sameSet = before.type().characterSet().equals(after.type().characterSet());
    if (!sameSet && !after.type().characterSet().equals(Optional.of(UNIVERSAL))) {
      throw new RefusedChangeException(
          "column " + before.name() + " gets a character set that may lack some of its characters");
    }
    if (after.autoIncrement() && !before.autoIncrement() && before.nullable()) {
      throw new RefusedChangeException(
          "column " + before.name() + " is numbered, and may hold NULL before");
    }
  }

  /** Whether a column takes each value of another one as it is. */
  public static boolean takes(ColumnDefinition column, ColumnDefinition values) {
    try {
      require(values, column);
      return true;
    } catch (RefusedChangeException e) {
      return false;
    }
  }

  private static boolean holds(ColumnType before, ColumnType after) {
    if (before.equals(after)) {
      return true;
    }
    if (before instanceof ColumnType.Whole from && after instanceof ColumnType.Whole to) {
      return from.signed() == to.signed()
          ? to.bits() >= from.bits()
          : !from.signed() && to.bits() > from.bits();
    }
    if (before instanceof ColumnType.Text from && after instanceof ColumnType.Text to) {
      return !(to.fixed() && !from.fixed()) && isLonger(from.length(), to.length());
    }
    if (before instanceof ColumnType.Bytes from && after instanceof ColumnType.Bytes to) {
      return !from.fixed() && !to.fixed() && isLonger(from.length(), to.length());
    }
    if (before instanceof ColumnType.Decimal from && after instanceof ColumnType.Decimal to) {
      return (to.signed() || !from.signed())
          && to.scale() >= from.scale()
          && digits(to) >= digits(from);
    }
    if (before instanceof ColumnType.Bits from && after instanceof ColumnType.Bits to) {
      return to.length() >= from.length();
    }
    if (before instanceof ColumnType.Labels from && after instanceof ColumnType.Labels to) {
      return from.several() == to.several()
          && to.labels().size() >= from.labels().size()
          && to.labels().subList(0, from.labels().size()).equals(from.labels());
    }
    return digitsOfSecondsGrow(before, after);
  }

  private static boolean digitsOfSecondsGrow(ColumnType before, ColumnType after) {
    if (before instanceof ColumnType.Time from && after instanceof ColumnType.Time to) {
      return to.digits() >= from.digits();
    }
    return before instanceof ColumnType.Timestamp from
        && after instanceof ColumnType.Timestamp to
        && from.zoned() == to.zoned()
        && to.digits() >= from.digits();
  }

  /** An empty length is without a limit. */
  private static boolean isLonger(OptionalLong from, OptionalLong to) {
    return to.isEmpty() || (from.isPresent() && to.getAsLong() >= from.getAsLong());
  }

  /** Digits before the point. */
  private static int digits(ColumnType.Decimal decimal) {
    OptionalInt precision = decimal.precision();
    return precision.orElse(Integer.MAX_VALUE) - decimal.scale();
  }
}
