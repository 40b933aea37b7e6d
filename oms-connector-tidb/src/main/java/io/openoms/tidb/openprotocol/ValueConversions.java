package io.openoms.tidb.openprotocol;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.ColumnType;
import io.openoms.tidb.log.message.CarriedValue;
import io.openoms.tidb.log.message.ValueConversion;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses the conversion of a column's values, and holds each value against the column's type: a
 * message whose type, sign or form differs was written under another definition. Stateless.
 */
final class ValueConversions {

  private static final int BINARY = 1;
  private static final int UNSIGNED = 128;

  private static final int TINY = 1;
  private static final int SHORT = 2;
  private static final int LONG = 3;
  private static final int FLOAT = 4;
  private static final int DOUBLE = 5;
  private static final int TIMESTAMP = 7;
  private static final int LONGLONG = 8;
  private static final int INT24 = 9;
  private static final int DATE = 10;
  private static final int TIME = 11;
  private static final int DATETIME = 12;
  private static final int YEAR = 13;
  private static final int BIT = 16;
  private static final int JSON = 245;
  private static final int DECIMAL = 246;
  private static final int ENUM = 247;
  private static final int SET = 248;

  /** VARCHAR, VAR_STRING, STRING. */
  private static final Set<Integer> STRINGS = Set.of(15, 253, 254);

  /** TINY, MEDIUM, LONG and plain BLOB, which are the numbers of the TEXT types, too. */
  private static final Set<Integer> LARGE = Set.of(249, 250, 251, 252);

  private ValueConversions() {}

  /** What a message must say of a value. */
  private record Carried(Set<Integer> types, boolean isNumber) {}

  static ValueConversion of(ColumnDefinition column, ZoneId zone) {
    DataType type = column.type();
    Carried carried = carried(type);
    ValueConversion conversion = conversion(column, zone);
    return value -> {
      if (!carried.types().contains(value.type())) {
        throw Faults.differs(
            "a change carries a value of the type "
                + value.type()
                + " for a column that is defined as "
                + type.nativeText());
      }
      if (carried.isNumber() != value.isNumber()) {
        throw Faults.damaged(
            "a value is a text where its protocol asks for a number, or the reverse");
      }
      return conversion.of(value);
    };
  }

  private static Carried carried(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> number(TINY);
      case SMALLINT -> number(SHORT);
      case MEDIUMINT -> number(INT24);
      case INT -> number(LONG);
      case BIGINT -> number(LONGLONG);
      case FLOAT -> number(FLOAT);
      case DOUBLE -> number(DOUBLE);
      case BIT -> number(BIT);
      case ENUM -> number(ENUM);
      case SET -> number(SET);
      case YEAR -> number(YEAR);
      case DECIMAL -> text(Set.of(DECIMAL));
      case DATE -> text(Set.of(DATE));
      case TIME -> text(Set.of(TIME));
      case DATETIME -> text(Set.of(DATETIME));
      case TIMESTAMP -> text(Set.of(TIMESTAMP));
      case JSON -> text(Set.of(JSON));
      case CHAR, VARCHAR, BINARY, VARBINARY -> text(STRINGS);
      case TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB ->
          text(LARGE);
      default -> throw unheld(type);
    };
  }

  private static Carried number(int type) {
    return new Carried(Set.of(type), true);
  }

  private static Carried text(Set<Integer> types) {
    return new Carried(types, false);
  }

  private static ValueConversion conversion(ColumnDefinition column, ZoneId zone) {
    DataType type = column.type();
    return switch (type.kind()) {
      case TINYINT -> whole(type, 8);
      case SMALLINT -> whole(type, 16);
      case MEDIUMINT -> whole(type, 24);
      case INT -> whole(type, 32);
      case BIGINT -> whole(type, 64);
      case DECIMAL -> value -> Numbers.decimal(text(value), type);
      case FLOAT -> value -> Numbers.single(text(value));
      case DOUBLE -> value -> Numbers.twice(text(value));
      case BIT -> value -> Numbers.bits(text(value), (int) type.length());
      case ENUM -> value -> Numbers.label(text(value), type.labels().size());
      case SET -> value -> Numbers.labels(text(value), type.labels().size());
      case YEAR -> value -> Numbers.year(text(value));
      case DATE -> value -> Times.day(text(value));
      case TIME -> value -> Times.time(text(value), digits(type));
      case DATETIME -> value -> Times.moment(text(value), digits(type));
      case TIMESTAMP -> value -> Times.instant(text(value), digits(type), zone);
      case JSON -> value -> Strings.json(text(value));
      default -> strings(type);
    };
  }

  private static ValueConversion strings(DataType type) {
    boolean isBinary = type.characterSet().filter(set -> !set.equals("binary")).isEmpty();
    boolean isLarge = carried(type).types().equals(LARGE);
    int padded = type.kind() == TypeKind.BINARY ? (int) type.length() : 0;
    String set = type.characterSet().orElse("").toLowerCase(Locale.ROOT);
    return value -> {
      if (((value.flags() & BINARY) != 0) != isBinary) {
        throw Faults.differs(
            "a change carries bytes for a text, or the reverse: the column is defined as "
                + type.nativeText());
      }
      if (isLarge) {
        return Strings.large(text(value), isBinary);
      }
      return isBinary
          ? Strings.bytes(text(value), padded)
          : Strings.text(text(value), Strings.isChecked(set));
    };
  }

  private static ValueConversion whole(DataType type, int bits) {
    int width = Numbers.shownWidth(type);
    return value -> {
      if (((value.flags() & UNSIGNED) != 0) != type.unsigned()) {
        throw Faults.differs(
            "a change carries a number of the other sign for a column that is defined as "
                + type.nativeText());
      }
      return Numbers.whole(text(value), bits, type.unsigned(), width);
    };
  }

  private static int digits(DataType type) {
    if (type.neutral() instanceof ColumnType.Timestamp timestamp) {
      return timestamp.digits();
    }
    if (type.neutral() instanceof ColumnType.Time time) {
      return time.digits();
    }
    throw unheld(type);
  }

  private static String text(CarriedValue value) {
    String text = value.text();
    if (text == null) {
      throw new IllegalStateException("NULL is not converted");
    }
    return text;
  }

  private static RuntimeException unheld(DataType type) {
    return Faults.unknown(
        "values of the type " + type.nativeText() + " are not known to be carried");
  }
}
