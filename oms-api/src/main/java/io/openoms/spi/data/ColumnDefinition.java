package io.openoms.spi.data;

import io.openoms.spi.type.SqlText;
import java.util.Optional;

/**
 * A column of a table. Immutable.
 *
 * @param name its name
 * @param type its type
 * @param nullable whether it takes NULL
 * @param defaultValue its default, when it has one other than NULL
 * @param autoIncrement whether the server numbers it
 * @param onUpdate the expression set by each update, such as {@code CURRENT_TIMESTAMP}
 * @param generated the expression and kind of a generated column
 * @param invisible whether {@code SELECT *} leaves it out
 * @param comment its comment; empty when there is none
 */
public record ColumnDefinition(
    String name,
    DataType type,
    boolean nullable,
    Optional<DefaultValue> defaultValue,
    boolean autoIncrement,
    Optional<SqlText> onUpdate,
    Optional<Generation> generated,
    boolean invisible,
    String comment) {

  /** A column of that type without further attributes: no default, no comment, visible. */
  public static ColumnDefinition of(String name, DataType type, boolean nullable) {
    return new ColumnDefinition(
        name,
        type,
        nullable,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  /** The same column with another type. */
  public ColumnDefinition withType(DataType other) {
    return new ColumnDefinition(
        name,
        other,
        nullable,
        defaultValue,
        autoIncrement,
        onUpdate,
        generated,
        invisible,
        comment);
  }

  /** The same column with another default. */
  public ColumnDefinition withDefault(DefaultValue other) {
    return new ColumnDefinition(
        name,
        type,
        nullable,
        Optional.of(other),
        autoIncrement,
        onUpdate,
        generated,
        invisible,
        comment);
  }

  /**
   * How a generated column is made.
   *
   * @param expression the SQL
   * @param stored whether it is stored, or computed when read
   */
  public record Generation(SqlText expression, boolean stored) {}
}
