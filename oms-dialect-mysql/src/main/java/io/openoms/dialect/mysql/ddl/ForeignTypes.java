package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.type.ColumnType;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The types of the family that hold the values of a neutral type. A type is refused when the server
 * would bend a value without an error: it rounds decimals and fractions of seconds in strict mode,
 * too. Values outside of a range or beyond a length are refused by the server, row by row. Limits
 * are those of MySQL 8.0's manual. Stateless.
 */
final class ForeignTypes {

  private static final int MOST_DIGITS = 65;
  private static final int MOST_DECIMALS = 30;
  private static final int MOST_FRACTIONS = 6;
  private static final int MOST_BITS = 64;
  private static final int MOST_LABELS = 65_535;
  private static final int LONGEST_FIXED = 255;

  /** Characters of four bytes in a row of 65,535 bytes. */
  private static final int LONGEST_TEXT = 16_383;

  private static final int LONGEST_BYTES = 65_532;

  /** An index of 3,072 bytes holds so many characters of four bytes. */
  private static final int LONGEST_KEY = 768;

  private ForeignTypes() {}

  /**
   * The type here.
   *
   * @param indexed whether a key or index holds the column, so that it needs a limit
   */
  static HeldType of(ColumnType type, boolean indexed) {
    if (type instanceof ColumnType.Truth) {
      return HeldType.changed("tinyint(1)", "true and false become 1 and 0");
    } else if (type instanceof ColumnType.Whole whole) {
      return HeldType.exact(whole(whole.bits()) + unsigned(whole.signed()));
    } else if (type instanceof ColumnType.Decimal decimal) {
      return decimal(decimal);
    } else if (type instanceof ColumnType.Floating floating) {
      String name = floating.bits() == 32 ? "float" : "double";
      return HeldType.exact(name + unsigned(floating.signed()));
    } else if (type instanceof ColumnType.Bits bits) {
      return bits.length() >= 1 && bits.length() <= MOST_BITS
          ? HeldType.exact("bit(" + bits.length() + ")")
          : HeldType.refused("the target holds strings of 1 to 64 bits");
    } else if (type instanceof ColumnType.Text text) {
      return text(text.fixed(), text.length(), indexed);
    } else if (type instanceof ColumnType.Bytes bytes) {
      return bytes(bytes.fixed(), bytes.length(), indexed);
    } else if (type instanceof ColumnType.Labels labels) {
      return labels(labels);
    }
    return timeOrDocument(type, indexed);
  }

  private static HeldType timeOrDocument(ColumnType type, boolean indexed) {
    if (type instanceof ColumnType.Day) {
      return HeldType.exact("date");
    } else if (type instanceof ColumnType.Time time) {
      return fraction("time", time.digits(), "");
    } else if (type instanceof ColumnType.Timestamp timestamp) {
      return fraction(
          "datetime",
          timestamp.digits(),
          timestamp.zoned() ? "instants become points in time in UTC" : "");
    } else if (type instanceof ColumnType.Instant instant) {
      return fraction(
          "timestamp", instant.digits(), "a session sees its instants in its own time zone");
    } else if (type instanceof ColumnType.Interval) {
      return HeldType.changed("varchar(64)", "intervals become texts of ISO 8601");
    } else if (type instanceof ColumnType.Year) {
      return HeldType.exact("year");
    } else if (type instanceof ColumnType.Json) {
      return HeldType.changed(
          "json", "documents keep their values, but not their spaces and the order of members");
    } else if (type instanceof ColumnType.Uuid) {
      return HeldType.changed("char(36)", "UUIDs become texts");
    } else if (type instanceof ColumnType.Geometry geometry) {
      return HeldType.exact(geometry.shape().name().toLowerCase(Locale.ROOT));
    } else if (type instanceof ColumnType.Array) {
      String sql = text(false, OptionalLong.empty(), indexed).sql();
      return HeldType.changed(sql, "arrays become texts in the source's form");
    }
    return HeldType.refused("the target has no type for its values");
  }

  private static String unsigned(boolean signed) {
    return signed ? "" : " unsigned";
  }

  private static String whole(int bits) {
    return switch (bits) {
      case 8 -> "tinyint";
      case 16 -> "smallint";
      case 24 -> "mediumint";
      case 32 -> "int";
      default -> "bigint";
    };
  }

  /** A negative scale needs more digits before the point, one over the precision more behind it. */
  private static HeldType decimal(ColumnType.Decimal type) {
    if (type.precision().isEmpty()) {
      return HeldType.refused(
          "its numbers have no limit of digits, and the target would round them to "
              + MOST_DECIMALS
              + " digits after the point");
    }
    int scale = Math.max(0, type.scale());
    int precision = Math.max(type.precision().getAsInt() - Math.min(0, type.scale()), scale);
    return precision <= MOST_DIGITS && scale <= MOST_DECIMALS
        ? HeldType.exact("decimal(" + precision + "," + scale + ")" + unsigned(type.signed()))
        : HeldType.refused(
            "the target holds numbers of at most "
                + MOST_DIGITS
                + " digits, "
                + MOST_DECIMALS
                + " of them after the point");
  }

  private static HeldType text(boolean fixed, OptionalLong length, boolean indexed) {
    if (length.isPresent() && length.getAsLong() <= LONGEST_TEXT) {
      String name = fixed && length.getAsLong() <= LONGEST_FIXED ? "char" : "varchar";
      return HeldType.exact(name + "(" + length.getAsLong() + ")");
    }
    return indexed ? limited("varchar", "characters") : HeldType.exact("longtext");
  }

  private static HeldType bytes(boolean fixed, OptionalLong length, boolean indexed) {
    if (length.isPresent() && length.getAsLong() <= LONGEST_BYTES) {
      boolean isFixed = fixed && length.getAsLong() <= LONGEST_FIXED;
      return HeldType.exact((isFixed ? "binary(" : "varbinary(") + length.getAsLong() + ")");
    }
    return indexed ? limited("varbinary", "bytes") : HeldType.exact("longblob");
  }

  private static HeldType limited(String name, String unit) {
    return HeldType.changed(
        name + "(" + LONGEST_KEY + ")",
        "an index needs a limit, so values of more than "
            + LONGEST_KEY
            + " "
            + unit
            + " are refused");
  }

  private static HeldType labels(ColumnType.Labels type) {
    int most = type.several() ? MOST_BITS : MOST_LABELS;
    if (type.labels().isEmpty() || type.labels().size() > most) {
      return HeldType.refused("the target holds 1 to " + most + " labels");
    }
    return HeldType.exact(
        type.labels().stream()
            .map(Literals::text)
            .collect(Collectors.joining(",", type.several() ? "set(" : "enum(", ")")));
  }

  private static HeldType fraction(String name, int digits, String notice) {
    if (digits > MOST_FRACTIONS) {
      return HeldType.refused(
          "its fractions of seconds have "
              + digits
              + " digits, and the target would round them to "
              + MOST_FRACTIONS);
    }
    String sql = name + (digits == 0 ? "" : "(" + digits + ")");
    return notice.isEmpty() ? HeldType.exact(sql) : HeldType.changed(sql, notice);
  }
}
