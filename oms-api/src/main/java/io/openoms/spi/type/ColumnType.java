package io.openoms.spi.type;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the values of a column are, whatever the server calls its type. A target of another family
 * renders its own type from it. Character sets and collations are attributes of the column. All
 * types are immutable.
 */
public sealed interface ColumnType {

  /** True or false. Travels as the number 1 or 0. */
  record Truth() implements ColumnType {}

  /**
   * A whole number.
   *
   * @param bits 8, 16, 24, 32 or 64
   * @param signed whether it may be negative
   */
  record Whole(int bits, boolean signed) implements ColumnType {
    public Whole {
      require(List.of(8, 16, 24, 32, 64).contains(bits), "bits of a whole number", bits);
    }
  }

  /**
   * A decimal number.
   *
   * @param precision all digits that count; empty when there is no limit
   * @param scale digits after the point, as the source declares them: negative when digits before
   *     the point are rounded; without meaning when there is no limit
   * @param signed whether it may be negative
   */
  record Decimal(OptionalInt precision, int scale, boolean signed) implements ColumnType {}

  /**
   * A binary floating-point number.
   *
   * @param bits 32 or 64
   * @param signed whether it may be negative
   */
  record Floating(int bits, boolean signed) implements ColumnType {
    public Floating {
      require(bits == 32 || bits == 64, "bits of a floating-point number", bits);
    }
  }

  /**
   * A string of bits.
   *
   * @param length how many
   */
  record Bits(int length) implements ColumnType {}

  /**
   * A text.
   *
   * @param fixed whether it is padded with spaces to its length
   * @param length characters at most; empty when there is no limit
   */
  record Text(boolean fixed, OptionalLong length) implements ColumnType {}

  /**
   * Bytes.
   *
   * @param fixed whether they are padded with zeros to their length
   * @param length bytes at most; empty when there is no limit
   */
  record Bytes(boolean fixed, OptionalLong length) implements ColumnType {}

  /** A day of the calendar. */
  record Day() implements ColumnType {}

  /**
   * A time of day or, where the server has that in one type, a span of hours.
   *
   * @param digits digits after the second
   */
  record Time(int digits) implements ColumnType {}

  /**
   * A day and a time.
   *
   * @param digits digits after the second
   * @param zoned whether it is an instant, which travels in UTC; else it is read off a clock whose
   *     time zone is not known
   */
  record Timestamp(int digits, boolean zoned) implements ColumnType {}

  /**
   * An instant that the target is to hold in a type of its own for instants, if it has one, which
   * shows it in the zone of the session that reads. Travels in UTC.
   *
   * @param digits digits after the second
   */
  record Instant(int digits) implements ColumnType {}

  /** A span of time. Travels as a text of ISO 8601, such as {@code P1DT2H}. */
  record Interval() implements ColumnType {}

  /** A year of four digits. */
  record Year() implements ColumnType {}

  /**
   * One or some of a list of labels. One travels as its number from 1, some as the number of their
   * bits.
   *
   * @param several whether a value may hold several labels
   * @param labels the labels, in order
   */
  record Labels(boolean several, List<String> labels) implements ColumnType {
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /** A JSON document. Travels as a text. */
  record Json() implements ColumnType {}

  /** A UUID. Travels as a text of 36 characters in small letters. */
  record Uuid() implements ColumnType {}

  /**
   * A shape. Travels as four bytes of its reference system and its well-known binary.
   *
   * @param shape the only kind of shape
   * @param srid the reference system of all values, where the column asks for one
   */
  record Geometry(Shape shape, OptionalLong srid) implements ColumnType {}

  /** The kinds of shapes. */
  enum Shape {
    /** Any of the others. */
    GEOMETRY,
    POINT,
    LINESTRING,
    POLYGON,
    MULTIPOINT,
    MULTILINESTRING,
    MULTIPOLYGON,
    GEOMETRYCOLLECTION
  }

  /**
   * A list of values. Travels as a text in the source's own form.
   *
   * @param element the type of each value
   */
  record Array(ColumnType element) implements ColumnType {}

  /**
   * A type that the model does not hold. A target refuses it by its name.
   *
   * @param name the name, for people
   */
  record Other(String name) implements ColumnType {}

  /** A text without a limit. */
  static ColumnType text() {
    return new Text(false, OptionalLong.empty());
  }

  /** A text of so many characters at most. */
  static ColumnType text(long length) {
    return new Text(false, OptionalLong.of(length));
  }

  /** Bytes without a limit. */
  static ColumnType bytes() {
    return new Bytes(false, OptionalLong.empty());
  }

  /** A signed decimal number. */
  static ColumnType decimal(int precision, int scale) {
    return new Decimal(OptionalInt.of(precision), scale, true);
  }

  private static void require(boolean holds, String what, int value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " cannot be " + value);
    }
  }
}
