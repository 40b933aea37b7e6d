package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does what a tool does that changes a table online: the statements of the real one, in its order
 * and spelling, while somebody writes. The table has the key {@code id}. What gh-ost and spirit
 * read in the log, the writer tells them: the keys that it changes, in order. One thread but for
 * {@link #changed}.
 */
final class OnlineTool implements AutoCloseable {

  private static final String WAITING =
      "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE '%%metadata lock%%'"
          + " AND info REGEXP '^(%s) '";
  private static final String EXCLUSIVE =
      "SELECT COUNT(*) FROM performance_schema.metadata_locks WHERE object_schema = '%s' AND"
          + " object_name = '%s' AND lock_type = 'EXCLUSIVE' AND lock_status = 'PENDING'";

  private static final int CHUNK = 50;
  private static final int LOOK_MILLIS = 20;
  private static final int ROWS = 1_000;

  /** Which tool. */
  enum Kind {
    GH_OST,
    GH_OST_IN_TWO_STEPS,
    PT_OSC,
    SPIRIT
  }

  private final Kind kind;
  private final DatabaseServer server;
  private final String database;
  private final String table;
  private final String change;
  private final Queue<Integer> log = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Connection connection;
  private final Statement sql;

  /**
   * A run of a tool.
   *
   * @param change the clauses of ALTER TABLE
   */
  OnlineTool(Kind kind, DatabaseServer server, String database, String table, String change)
      throws SQLException {
    this.kind = kind;
    this.server = server;
    this.database = database;
    this.table = table;
    this.change = change;
    this.connection = server.connect();
    this.sql = connection.createStatement();
    sql.execute("USE " + database);
  }

  /** Somebody changed the row of that key. */
  void changed(int id) {
    log.add(id);
  }

  /** The whole run. */
  void run() throws Exception {
    begin();
    copy();
    swap();
    end();
  }

  private String signed(String statement) {
    return isGhost() ? statement.replaceFirst(" ", " /* gh-ost */ ") : statement;
  }

  private boolean isGhost() {
    return kind == Kind.GH_OST || kind == Kind.GH_OST_IN_TWO_STEPS;
  }

  private String name(String other) {
    return "`" + database + "`.`" + other + "`";
  }

  private String toCome() {
    return name("_" + table + (isGhost() ? "_gho" : "_new"));
  }

  private String gone() {
    return name("_" + table + (isGhost() ? "_del" : "_old"));
  }

  private void execute(String statement) throws SQLException {
    sql.execute(signed(statement));
  }

  /** The table to come is made and changed; from now on it follows the other one. */
  void begin() throws SQLException {
    log.clear();
    if (isGhost()) {
      execute(
          "create table "
              + name("_" + table + "_ghc")
              + " (id bigint unsigned auto_increment,"
              + " last_update timestamp not null DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
              + " hint varchar(64) charset ascii not null, value varchar(4096) charset ascii not null,"
              + " primary key(id), unique key hint_uidx(hint)) auto_increment=256");
    }
    if (kind == Kind.PT_OSC) {
      execute(
          shown().replaceFirst("(?m)\\ACREATE TABLE .*?\\($", "CREATE TABLE " + toCome() + " ("));
    } else {
      execute("create table " + toCome() + " like " + name(table));
    }
    execute("alter table " + toCome() + " " + change);
    if (kind == Kind.PT_OSC) {
      triggers();
    }
    if (kind == Kind.SPIRIT) {
      execute(
          "CREATE TABLE `_"
              + table
              + "_chkpnt` (id int NOT NULL AUTO_INCREMENT PRIMARY KEY,"
              + " copier_watermark TEXT, checksum_watermark TEXT, binlog_position TEXT, statement TEXT,"
              + " original_table_name VARCHAR(64) NOT NULL DEFAULT '', created_at DATETIME NOT NULL"
              + " DEFAULT CURRENT_TIMESTAMP)");
    }
  }

  private String shown() throws SQLException {
    try (ResultSet row = sql.executeQuery("SHOW CREATE TABLE " + name(table))) {
      row.next();
      return row.getString(2);
    }
  }

  private void triggers() throws SQLException {
    String trigger = "CREATE TRIGGER `pt_osc_" + database + "_" + table;
    String each = " ON " + name(table) + " FOR EACH ROW ";
    String values = columns().stream().map(c -> "NEW." + c).reduce((a, b) -> a + ", " + b).get();
    String replace =
        "REPLACE INTO "
            + toCome()
            + " ("
            + String.join(", ", columns())
            + ") VALUES ("
            + values
            + ")";
    String same = toCome() + ".`id` <=> OLD.`id`";
    execute(
        trigger
            + "_del` AFTER DELETE"
            + each
            + "DELETE IGNORE FROM "
            + toCome()
            + " WHERE "
            + same);
    execute(
        trigger
            + "_upd` AFTER UPDATE"
            + each
            + "BEGIN DELETE IGNORE FROM "
            + toCome()
            + " WHERE !(OLD.`id` <=> NEW.`id`) AND "
            + same
            + ";"
            + replace
            + ";END ");
    execute(trigger + "_ins` AFTER INSERT" + each + replace);
  }

  /** The columns that both have. */
  private List<String> columns() throws SQLException {
    String both =
        "SELECT GROUP_CONCAT(CONCAT('`', a.column_name, '`') ORDER BY a.ordinal_position)"
            + " FROM information_schema.columns a JOIN information_schema.columns b"
            + " USING (table_schema, column_name) WHERE a.table_schema = '"
            + database
            + "' AND a.table_name = '"
            + table
            + "' AND b.table_name = '"
            + toCome().replaceAll(".*`\\.`|`", "")
            + "'";
    try (ResultSet row = sql.executeQuery(both)) {
      row.next();
      return List.of(row.getString(1).split(",", -1));
    }
  }

  /** All rows are copied, a chunk at a time; between them the log is followed. */
  void copy() throws SQLException {
    int last = number("SELECT COALESCE(MAX(id), 0) FROM " + name(table));
    String all = String.join(", ", columns());
    for (int id = 0; id <= last; id += CHUNK) {
      execute(
          "INSERT IGNORE INTO "
              + toCome()
              + " ("
              + all
              + ") SELECT "
              + all
              + " FROM "
              + name(table)
              + " WHERE id > "
              + id
              + " AND id <= "
              + (id + CHUNK)
              + " LOCK IN SHARE MODE");
      follow(sql, false);
    }
    if (kind == Kind.PT_OSC) {
      execute("ANALYZE TABLE " + toCome() + " /* pt-online-schema-change */");
    }
  }

  private int number(String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Rows are written as they are now.
   *
   * @param on reads them, also where it has locked the table
   * @param isRest whether nobody writes any more, and everything is followed
   */
  private void follow(Statement on, boolean isRest) throws SQLException {
    if (kind == Kind.PT_OSC) {
      return;
    }
    Set<Integer> ids = new TreeSet<>();
    while (ids.size() < ROWS && !log.isEmpty()) {
      ids.add(log.remove());
    }
    if (ids.isEmpty()) {
      return;
    }
    List<String> all = columns();
    String these = ids.toString().replace('[', '(').replace(']', ')');
    sql.execute("DELETE FROM " + toCome() + " WHERE id IN " + these);
    String query =
        "SELECT " + String.join(", ", all) + " FROM " + name(table) + " WHERE id IN " + these;
    String replace =
        "REPLACE INTO "
            + toCome()
            + " ("
            + String.join(", ", all)
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(all.size(), "?"))
            + ")";
    try (ResultSet rows = on.executeQuery(query);
        PreparedStatement writing = connection.prepareStatement(replace)) {
      while (rows.next()) {
        for (int i = 1; i <= all.size(); i++) {
          writing.setObject(i, rows.getObject(i));
        }
        writing.execute();
      }
    }
    if (isRest) {
      follow(on, true);
    }
  }

  /** The table to come takes the other one's place. */
  void swap() throws Exception {
    switch (kind) {
      case PT_OSC ->
          execute(
              "RENAME TABLE "
                  + name(table)
                  + " TO "
                  + gone()
                  + ", "
                  + toCome()
                  + " TO "
                  + name(table));
      case SPIRIT -> {
        execute("LOCK TABLES " + name(table) + " WRITE, " + toCome() + " WRITE");
        settle(sql);
        execute(
            "RENAME TABLE "
                + name(table)
                + " TO "
                + gone()
                + ", "
                + toCome()
                + " TO "
                + name(table));
        execute("UNLOCK TABLES");
      }
      case GH_OST -> swapAtOnce();
      // Both locks are one session's: the writer finds no table between the two steps.
      case GH_OST_IN_TWO_STEPS -> {
        execute("lock tables " + name(table) + " write, " + toCome() + " write");
        settle(sql);
        execute("alter table " + name(table) + " rename " + gone());
        execute("alter table " + toCome() + " rename " + name(table));
        execute("unlock tables");
      }
    }
  }

  /** The one that writes waits for the lock, so it has told of all that it did. */
  private void settle(Statement on) throws Exception {
    while (number(WAITING.formatted("INSERT|UPDATE|DELETE")) == 0) {
      Thread.sleep(LOOK_MILLIS);
    }
    follow(on, true);
  }

  /**
   * The rename waits behind a lock whose holder drops the table that kept it back: then it comes
   * before whoever waits to write, and the last rows are there by then.
   */
  private void swapAtOnce() throws Exception {
    execute(
        "create table "
            + gone()
            + " (id int auto_increment primary key) engine=InnoDB"
            + " comment='ghost-cut-over-sentry'");
    try (Connection locking = server.connect();
        Statement locks = locking.createStatement()) {
      locks.execute(signed("lock tables " + name(table) + " write, " + gone() + " write"));
      settle(locks);
      Future<?> rename = threads.submit(this::rename);
      while (number(WAITING.formatted("rename")) == 0) {
        Thread.sleep(LOOK_MILLIS);
      }
      locks.execute(signed("drop table if exists " + gone()));
      while (number(EXCLUSIVE.formatted(database, table)) == 0) {
        Thread.sleep(LOOK_MILLIS);
      }
      locks.execute(signed("unlock tables"));
      rename.get();
    }
  }

  private Void rename() throws SQLException {
    try (Connection other = server.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          signed(
              "rename table "
                  + name(table)
                  + " to "
                  + gone()
                  + ", "
                  + toCome()
                  + " to "
                  + name(table)));
      return null;
    }
  }

  /** What the tool leaves is cleared away. */
  void end() throws SQLException {
    execute("DROP TABLE IF EXISTS " + gone());
    clear();
  }

  /** A run that is broken off clears its own away. */
  void abort() throws SQLException {
    clear();
    execute("DROP TABLE IF EXISTS " + toCome());
  }

  private void clear() throws SQLException {
    if (isGhost()) {
      execute("drop table if exists " + name("_" + table + "_ghc"));
    } else if (kind == Kind.SPIRIT) {
      execute("DROP TABLE IF EXISTS " + name("_" + table + "_chkpnt"));
    } else {
      for (String what : List.of("del", "upd", "ins")) {
        execute("DROP TRIGGER IF EXISTS " + name("pt_osc_" + database + "_" + table + "_" + what));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    connection.close();
  }
}
