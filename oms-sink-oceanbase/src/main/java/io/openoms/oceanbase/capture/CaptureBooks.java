package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Literals;
import java.util.List;

/**
 * The tables in the capture database: which tables are captured since when, and a project's own.
 * Over one connection; one thread; every call blocks.
 */
final class CaptureBooks {

  private static final String DOING = "keeping the list of captured tables";
  private static final String NAME = "VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /**
   * A table that is captured.
   *
   * @param tab its number, which its triggers write; never used again
   * @param since changes that commit after this number are logged; 0 while that is not so
   * @param print what the triggers and the table looked like then
   */
  record Row(long tab, ObjectName name, long since, String print) {}

  private final CaptureSql sql;
  private final CaptureNames names;

  CaptureBooks(CaptureSql sql, CaptureNames names) {
    this.sql = sql;
    this.names = names;
  }

  /** Whether the project has that table of its own. */
  boolean isThere(OwnTable own) {
    return hasTable(own.name(names)) && hasTables();
  }

  /** Whether there is a list of captured tables, of any project. */
  boolean hasTables() {
    return hasTable("captured");
  }

  private boolean hasTable(String name) {
    return sql.number(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"
                + CaptureNames.DATABASE
                + "' AND table_name = '"
                + name
                + "'",
            DOING)
        > 0;
  }

  /** Makes what is missing. The definitions never change: a later form gets other names. */
  void create(OwnTable own) {
    if (isThere(own)) {
      return;
    }
    sql.execute("CREATE DATABASE IF NOT EXISTS " + CaptureNames.DATABASE, DOING);
    sql.execute(
        "CREATE TABLE IF NOT EXISTS "
            + CaptureNames.TABLES
            + " (tab BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, project "
            + NAME
            + " NOT NULL, db "
            + NAME
            + " NOT NULL, name "
            + NAME
            + " NOT NULL, since BIGINT NOT NULL, print VARCHAR(64) NOT NULL, KEY (project))",
        DOING);
    sql.execute("CREATE TABLE IF NOT EXISTS " + own.definition(names), DOING);
  }

  /** The project's tables. */
  List<Row> rows() {
    return sql.query(
        "SELECT tab, db, name, since, print FROM "
            + CaptureNames.TABLES
            + " WHERE project = "
            + names.literal(),
        row ->
            new Row(
                row.getLong(1),
                new ObjectName(row.getString(2), row.getString(3)),
                row.getLong(4),
                row.getString(5)),
        DOING);
  }

  /** Adds a table that is not captured yet; gives its number. */
  long add(ObjectName table) {
    sql.execute(
        "INSERT INTO "
            + CaptureNames.TABLES
            + " (project, db, name, since, print) VALUES ("
            + names.literal()
            + ", "
            + Literals.text(table.database())
            + ", "
            + Literals.text(table.name())
            + ", 0, '')",
        DOING);
    return sql.number("SELECT LAST_INSERT_ID()", DOING);
  }

  /** A table is captured from there on. */
  void captured(long tab, long since, String print) {
    sql.execute(
        "UPDATE "
            + CaptureNames.TABLES
            + " SET since = "
            + since
            + ", print = '"
            + print
            + "' WHERE tab = "
            + tab,
        DOING);
  }

  /** What the log holds at or before that number is about to be removed. */
  void purged(long scn) {
    sql.execute(
        "UPDATE "
            + CaptureNames.TABLES
            + " SET since = "
            + scn
            + " WHERE project = "
            + names.literal()
            + " AND since BETWEEN 1 AND "
            + (scn - 1),
        DOING);
  }

  void remove(long tab) {
    sql.execute("DELETE FROM " + CaptureNames.TABLES + " WHERE tab = " + tab, DOING);
  }

  /** Removes the project's own table, and the database when no project has anything there. */
  void drop(OwnTable own) {
    sql.execute("DROP TABLE IF EXISTS " + CaptureNames.DATABASE + "." + own.name(names), DOING);
    if (hasTables()
        && sql.number("SELECT COUNT(*) FROM " + CaptureNames.TABLES, DOING) == 0
        && sql.number(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"
                    + CaptureNames.DATABASE
                    + "'",
                DOING)
            == 1) {
      sql.execute("DROP DATABASE IF EXISTS " + CaptureNames.DATABASE, DOING);
    }
  }
}
