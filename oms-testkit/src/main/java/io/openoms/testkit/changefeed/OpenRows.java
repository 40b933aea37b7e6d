package io.openoms.testkit.changefeed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as they travel in this library, made into columns of messages. Immutable. */
public final class OpenRows {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int SECONDS_LENGTH = 19;

  private final List<ColumnDefinition> columns;
  private final List<ColumnDefinition> key;
  private final ZoneId zone;

  /**
   * For rows of a table.
   *
   * @param table the table; its columns in rows are the stored ones
   * @param zone the time zone in which instants are written
   */
  public OpenRows(TableDefinition table, ZoneId zone) {
    this.columns = table.storedColumns();
    this.key = table.copyKey();
    this.zone = zone;
  }

  /** The columns of a row. */
  public List<OpenColumn> of(RowImage row) {
    List<OpenColumn> made = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!row.isAbsent(i)) {
        made.add(column(columns.get(i), row, i));
      }
    }
    return made;
  }

  private OpenColumn column(ColumnDefinition column, RowImage row, int number) {
    int type = code(column.type());
    int flags = flags(column);
    if (row.isNull(number)) {
      return OpenColumn.none(column.name(), type, flags);
    }
    int offset = row.offset(number);
    byte[] value = Arrays.copyOfRange(row.data(), offset, offset + row.length(number));
    String text = new String(value, UTF_8);
    String name = column.name();
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR, ENUM, SET ->
          OpenColumn.whole(name, type, flags, new BigInteger(text));
      case BIT -> OpenColumn.whole(name, type, flags, new BigInteger(1, value));
      case FLOAT -> OpenColumn.single(name, type, flags, (float) Double.parseDouble(text));
      case DOUBLE -> OpenColumn.twice(name, type, flags, Double.parseDouble(text));
      case BINARY, VARBINARY -> OpenColumn.bytes(name, type, flags, value);
      case TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB ->
          OpenColumn.large(name, type, flags, value);
      case TIMESTAMP -> OpenColumn.text(name, type, flags, local(text));
      default -> OpenColumn.text(name, type, flags, text);
    };
  }

  private String local(String utc) {
    if (utc.startsWith("0000")) {
      return utc;
    }
    String seconds = utc.substring(0, SECONDS_LENGTH);
    LocalDateTime at = LocalDateTime.parse(seconds, SECONDS);
    return SECONDS.format(at.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone))
        + utc.substring(SECONDS_LENGTH);
  }

  private int flags(ColumnDefinition column) {
    boolean isText = column.type().characterSet().filter(set -> !set.equals("binary")).isPresent();
    return (isText ? 0 : OpenColumn.BINARY)
        | (key.contains(column) ? OpenColumn.HANDLE | OpenColumn.PRIMARY : 0)
        | (column.nullable() ? OpenColumn.NULLABLE : 0)
        | (isUnsigned(column.type()) ? OpenColumn.UNSIGNED : 0);
  }

  private static boolean isUnsigned(DataType type) {
    return switch (type.kind()) {
      case BIT, YEAR -> true;
      default -> type.unsigned();
    };
  }

  private static int code(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> 1;
      case SMALLINT -> 2;
      case INT -> 3;
      case FLOAT -> 4;
      case DOUBLE -> 5;
      case TIMESTAMP -> 7;
      case BIGINT -> 8;
      case MEDIUMINT -> 9;
      case DATE -> 10;
      case TIME -> 11;
      case DATETIME -> 12;
      case YEAR -> 13;
      case VARCHAR, VARBINARY -> 15;
      case BIT -> 16;
      case JSON -> 245;
      case DECIMAL -> 246;
      case ENUM -> 247;
      case SET -> 248;
      case TINYTEXT, TINYBLOB -> 249;
      case MEDIUMTEXT, MEDIUMBLOB -> 250;
      case LONGTEXT, LONGBLOB -> 251;
      case TEXT, BLOB -> 252;
      case CHAR, BINARY -> 254;
      default -> throw new IllegalArgumentException("TiDB has no " + type.nativeText());
    };
  }
}
