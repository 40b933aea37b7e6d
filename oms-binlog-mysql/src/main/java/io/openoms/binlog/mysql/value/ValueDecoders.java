package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the decoder of a column: the log says how its bytes lie, the definition what they mean.
 */
public final class ValueDecoders {

  private static final int DOUBLE_WIDTH = 22;

  private final CharacterSets sets;

  /** With the server's character sets. */
  public ValueDecoders(CharacterSets sets) {
    this.sets = sets;
  }

  /**
   * The decoder of a column; empty when a column of that definition is never logged in that way.
   */
  public Optional<ValueDecoder> of(LoggedType logged, ColumnDefinition column) {
    DataType type = column.type();
    int code = logged.code();
    return switch (type.kind()) {
      case TINYINT -> integer(code == LoggedType.TINY, 1, type);
      case SMALLINT -> integer(code == LoggedType.SHORT, 2, type);
      case MEDIUMINT -> integer(code == LoggedType.INT24, 3, type);
      case INT -> integer(code == LoggedType.LONG, 4, type);
      case BIGINT -> integer(code == LoggedType.LONGLONG, 8, type);
      case DECIMAL ->
          only(
              code == LoggedType.NEWDECIMAL && isScale(type, logged.meta() & 0xff),
              () -> decimal(logged.meta(), isZeroFilled(type)));
      case FLOAT -> only(code == LoggedType.FLOAT, () -> new FloatingDecoder(4, 0));
      case DOUBLE ->
          only(code == LoggedType.DOUBLE, () -> new FloatingDecoder(8, doubleWidth(type)));
      case BIT -> only(code == LoggedType.BIT, () -> bit(logged.meta()));
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT -> text(logged, type);
      case BINARY ->
          only(
              isString(code),
              () -> new BytesDecoder(lengthBytes(logged), (int) Math.max(0, type.length())));
      case VARBINARY, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB ->
          isCompressed(code)
              ? Optional.of(new CompressedDecoder(lengthBytes(logged), Optional.empty()))
              : only(isString(code), () -> new BytesDecoder(lengthBytes(logged), 0));
      case ENUM -> labels(code == LoggedType.ENUM, logged.meta(), 2);
      case SET -> labels(code == LoggedType.SET, logged.meta(), 8);
      case YEAR ->
          only(
              code == LoggedType.YEAR,
              () -> new YearDecoder(type.nativeText().equalsIgnoreCase("year(2)")));
      case DATE, TIME, DATETIME, TIMESTAMP -> temporal(logged, type);
      case JSON -> only(code == LoggedType.JSON, () -> new JsonDecoder(lengthBytes(logged)));
      case GEOMETRY,
          POINT,
          LINESTRING,
          POLYGON,
          MULTIPOINT,
          MULTILINESTRING,
          MULTIPOLYGON,
          GEOMETRYCOLLECTION ->
          only(code == LoggedType.GEOMETRY, () -> new BytesDecoder(lengthBytes(logged), 0));
      case OTHER -> Optional.empty();
    };
  }

  private static String name(DataType type) {
    return type.nativeText().strip();
  }

  /** MariaDB's types whose values are texts have no character set. */
  private Optional<ValueDecoder> text(LoggedType logged, DataType type) {
    Optional<AddressDecoder.Form> address = AddressDecoder.Form.of(name(type));
    if (address.isPresent()) {
      return only(logged.code() == LoggedType.STRING, () -> new AddressDecoder(address.get()));
    }
    if (!isString(logged.code()) && !isCompressed(logged.code())) {
      return Optional.empty();
    }
    return type.characterSet()
        .map(sets::of)
        .map(
            set ->
                isCompressed(logged.code())
                    ? new CompressedDecoder(lengthBytes(logged), Optional.of(set))
                    : new TextDecoder(lengthBytes(logged), set));
  }

  private static boolean isCompressed(int code) {
    return code == LoggedType.MARIA_VARCHAR_COMPRESSED || code == LoggedType.MARIA_BLOB_COMPRESSED;
  }

  private interface Maker {
    ValueDecoder make();
  }

  private static Optional<ValueDecoder> only(boolean fits, Maker maker) {
    return fits ? Optional.of(maker.make()) : Optional.empty();
  }

  private static Optional<ValueDecoder> integer(boolean fits, int bytes, DataType type) {
    int width = isZeroFilled(type) ? shownWidth(type) : 0;
    return only(fits, () -> new IntegerDecoder(bytes, type.unsigned(), width));
  }

  private static Optional<ValueDecoder> labels(boolean fits, int bytes, int most) {
    return only(fits && bytes >= 1 && bytes <= most, () -> new IntegerDecoder(bytes, true, 0));
  }

  private static boolean isZeroFilled(DataType type) {
    return type.nativeText().toLowerCase(Locale.ROOT).contains("zerofill");
  }

  private static int shownWidth(DataType type) {
    String text = type.nativeText();
    int open = text.indexOf('(');
    return open < 0 ? 0 : Integer.parseInt(text.substring(open + 1, text.indexOf(')')).strip());
  }

  /** The snapshot computes with a DOUBLE(M,D), which loses its zeros. */
  private static int doubleWidth(DataType type) {
    return isZeroFilled(type) && !type.nativeText().contains("(") ? DOUBLE_WIDTH : 0;
  }

  private static boolean isScale(DataType type, int scale) {
    return Math.max(0, type.scale()) == scale;
  }

  private static ValueDecoder decimal(int meta, boolean zeroFilled) {
    int precision = meta >> 8;
    int scale = meta & 0xff;
    int width = precision + (scale > 0 ? 1 : 0) + (scale == precision ? 1 : 0);
    return new DecimalDecoder(precision, scale, zeroFilled ? width : 0);
  }

  private static ValueDecoder bit(int meta) {
    return new BitDecoder((meta >> 8) * 8 + (meta & 0xff));
  }

  private static boolean isString(int code) {
    return switch (code) {
      case LoggedType.VARCHAR,
          LoggedType.STRING,
          LoggedType.VAR_STRING,
          LoggedType.TINY_BLOB,
          LoggedType.MEDIUM_BLOB,
          LoggedType.LONG_BLOB,
          LoggedType.BLOB ->
          true;
      default -> false;
    };
  }

  private static int lengthBytes(LoggedType logged) {
    return switch (logged.code()) {
      case LoggedType.VARCHAR,
          LoggedType.MARIA_VARCHAR_COMPRESSED,
          LoggedType.STRING,
          LoggedType.VAR_STRING ->
          logged.meta() > 255 ? 2 : 1;
      default -> BytesDecoder.checkedLengthBytes(logged.meta());
    };
  }

  private static Optional<ValueDecoder> temporal(LoggedType logged, DataType type) {
    int scale = Math.max(0, fraction(type));
    boolean fits = logged.meta() == scale;
    return switch (type.kind()) {
      case DATE ->
          only(
              logged.code() == LoggedType.DATE || logged.code() == LoggedType.NEWDATE,
              () -> new TemporalDecoder(TemporalDecoder.Form.DATE, 0));
      case TIME ->
          form(logged, LoggedType.TIME2, TemporalDecoder.Form.TIME, fits, scale)
              .or(() -> old(logged, type));
      case DATETIME ->
          form(logged, LoggedType.DATETIME2, TemporalDecoder.Form.DATETIME, fits, scale)
              .or(() -> old(logged, type));
      default ->
          form(logged, LoggedType.TIMESTAMP2, TemporalDecoder.Form.TIMESTAMP, fits, scale)
              .or(() -> old(logged, type));
    };
  }

  /** The forms before MySQL 5.6; with fractions they are MariaDB's. */
  private static Optional<ValueDecoder> old(LoggedType logged, DataType type) {
    return switch (type.kind()) {
      case TIME -> old(logged.code() == LoggedType.TIME, TemporalDecoder.Form.OLD_TIME, type);
      case DATETIME ->
          old(logged.code() == LoggedType.DATETIME, TemporalDecoder.Form.OLD_DATETIME, type);
      case TIMESTAMP ->
          old(logged.code() == LoggedType.TIMESTAMP, TemporalDecoder.Form.OLD_TIMESTAMP, type);
      default -> Optional.empty();
    };
  }

  private static Optional<ValueDecoder> old(
      boolean fits, TemporalDecoder.Form form, DataType type) {
    return only(fits, () -> old(form, Math.max(0, fraction(type))));
  }

  private static ValueDecoder old(TemporalDecoder.Form form, int scale) {
    if (scale == 0) {
      return new TemporalDecoder(form, 0);
    }
    return new PackedTemporalDecoder(
        switch (form) {
          case OLD_TIME -> PackedTemporalDecoder.Form.TIME;
          case OLD_DATETIME -> PackedTemporalDecoder.Form.DATETIME;
          default -> PackedTemporalDecoder.Form.TIMESTAMP;
        },
        scale);
  }

  private static Optional<ValueDecoder> form(
      LoggedType logged, int code, TemporalDecoder.Form form, boolean fits, int scale) {
    return only(logged.code() == code && fits, () -> new TemporalDecoder(form, scale));
  }

  /** Digits after the second, as the type's text says. */
  private static int fraction(DataType type) {
    return type.kind() == TypeKind.DATE ? 0 : shownWidth(type);
  }

  /** A decoder that only steps over a column of that definition. */
  public static ValueDecoder skipping(LoggedType logged, ColumnDefinition column) {
    return old(logged, column.type()).orElseGet(() -> skipping(logged));
  }

  /** A decoder that only steps over a column that has no definition, such as a hidden one. */
  public static ValueDecoder skipping(LoggedType logged) {
    int meta = logged.meta();
    return switch (logged.code()) {
      case LoggedType.TINY, LoggedType.YEAR -> fixed(1);
      case LoggedType.SHORT -> fixed(2);
      case LoggedType.INT24, LoggedType.DATE, LoggedType.NEWDATE, LoggedType.TIME -> fixed(3);
      case LoggedType.LONG, LoggedType.FLOAT, LoggedType.TIMESTAMP -> fixed(4);
      case LoggedType.LONGLONG, LoggedType.DOUBLE, LoggedType.DATETIME -> fixed(8);
      case LoggedType.TIME2 -> fixed(3 + (meta + 1) / 2);
      case LoggedType.TIMESTAMP2 -> fixed(4 + (meta + 1) / 2);
      case LoggedType.DATETIME2 -> fixed(5 + (meta + 1) / 2);
      case LoggedType.ENUM, LoggedType.SET -> fixed(meta);
      case LoggedType.NEWDECIMAL -> decimal(meta, false);
      case LoggedType.BIT -> bit(meta);
      default -> new BytesDecoder(lengthBytes(logged), 0);
    };
  }

  private static ValueDecoder fixed(int bytes) {
    return new BitDecoder(8 * bytes);
  }
}
