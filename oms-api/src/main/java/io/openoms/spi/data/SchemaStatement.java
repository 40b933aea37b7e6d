package io.openoms.spi.data;

/**
 * One statement that creates something.
 *
 * @param kind what it creates
 * @param name the name of the database, table, view or index
 * @param sql the statement
 */
public record SchemaStatement(Kind kind, String name, String sql) {

  /** What a statement creates. */
  public enum Kind {
    DATABASE,
    TABLE,
    VIEW,
    INDEX,
    /** A foreign key of a table that is there; the rows that it has are checked. */
    FOREIGN_KEY
  }
}
