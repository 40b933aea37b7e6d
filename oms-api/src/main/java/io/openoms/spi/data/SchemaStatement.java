package io.openoms.spi.data;

/**
 * One statement that creates or changes something.
 *
 * @param kind what it creates or changes
 * @param name the name of the database, table, view or index
 * @param sql the statement
 */
public record SchemaStatement(Kind kind, String name, String sql) {

  /** What a statement creates or changes. */
  public enum Kind {
    DATABASE,
    TABLE,
    VIEW,
    INDEX,
    /** A change of a table that is there, its end, or the removal of all its rows. */
    ALTERATION,
    /** A foreign key of a table that is there; the rows that it has are checked. */
    FOREIGN_KEY
  }
}
