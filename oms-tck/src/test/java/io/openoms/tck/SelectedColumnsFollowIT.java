package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables of which some columns are selected, or all in another order, by rules or by a list with
 * other names, are followed by their places and by their names in the log, in whole images and in
 * those that carry little.
 */
class SelectedColumnsFollowIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private final String database = TestedPair.newName("chosen");
  @TempDir private Path spool;

  @AfterEach
  void drop() {
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL_97, MINIMAL, false",
    "MYSQL_97, FULL, true",
    "MYSQL_80, MINIMAL, true",
    "MARIADB, NO_LOG, true"
  })
  void columnsThatAreChosenAreFollowed(ServerType type, String metadata, boolean listed)
      throws Exception {
    Consumer<ObjectSelection.Builder> chosen = listed ? o -> o.csv(list()) : this::rules;
    String suffix = listed ? "_there" : "";
    DatabaseServer from = type.get().shared();
    try {
      from.execute("SET GLOBAL binlog_row_metadata = " + metadata);
      create(from);
      follow(from, chosen);
      for (String image : new String[] {"FULL", "MINIMAL", "NOBLOB"}) {
        change(from, image);
        follow(from, chosen);
        assertSame(from, "turned", "turned" + suffix, "id, b, a, y, x");
        assertSame(from, "part", "part" + suffix, "u, id");
        assertSame(from, "heap", "heap" + suffix, "c, a");
      }
    } finally {
      from.execute("SET GLOBAL binlog_row_metadata = FULL", "DROP DATABASE IF EXISTS " + database);
    }
  }

  private void create(DatabaseServer from) {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + database
            + ".turned (id INT PRIMARY KEY, a INT, b INT, x VARCHAR(20), y VARCHAR(20))",
        "CREATE TABLE "
            + database
            + ".part (g INT AS (a + 1) STORED, a INT, id INT PRIMARY KEY, t TEXT,"
            + " v INT AS (a + 2) VIRTUAL, u VARCHAR(20), n INT NOT NULL DEFAULT 5,"
            + " UNIQUE KEY (u), UNIQUE KEY (a), KEY (n))",
        "CREATE TABLE " + database + ".heap (a INT, b BIGINT, c INT, d TEXT)",
        "INSERT INTO " + database + ".turned VALUES (1, 10, 20, 'x1', 'y1')",
        "INSERT INTO " + database + ".part (id, a, u) VALUES (1, 1, 'one'), (2, 2, 'two')",
        "INSERT INTO " + database + ".heap VALUES (1, 2, 3, 'x'), (1, 2, 3, 'y')");
  }

  private void change(DatabaseServer from, String image) throws SQLException {
    int n = 1_000 + image.length();
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      statement.execute("SET SESSION binlog_row_image = '" + image + "'");
      statement.execute("UPDATE turned SET a = a + " + n + ", y = CONCAT(y, 'y') WHERE id = 1");
      statement.execute(
          "INSERT INTO turned VALUES (%d, 11, 21, 'x2', 'y2'), (%d, 12, 22, 'x3', 'y3')"
              .formatted(n, n + 1));
      statement.execute("DELETE FROM turned WHERE id = " + n);
      statement.execute("UPDATE part SET t = 'long', a = a + 5000");
      statement.execute("UPDATE part SET u = CONCAT(u, 'x') WHERE id = 1");
      statement.execute("UPDATE part SET id = " + (n + 7) + " WHERE id > 1 ORDER BY id LIMIT 1");
      statement.execute("INSERT INTO part (id, a, u) VALUES (%d, %d, '%s')".formatted(n, n, image));
      statement.execute("UPDATE heap SET b = b + 1");
      statement.execute("INSERT INTO heap VALUES (%d, 2, 4, 'z'), (5, 6, 7, '')".formatted(n));
      statement.execute("UPDATE heap SET c = c + 1 WHERE a = 1 LIMIT 1");
      statement.execute("DELETE FROM heap WHERE a = 5");
    }
  }

  private void assertSame(DatabaseServer from, String table, String target, String columns)
      throws SQLException {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      assertThat(TableDigest.rows(sink, database + "." + target, columns))
          .as(table)
          .isEqualTo(TableDigest.rows(source, database + "." + table, columns))
          .isNotEmpty();
    }
  }

  private void rules(ObjectSelection.Builder objects) {
    objects
        .include(database + ".*")
        .columns(database + ".turned", "id", "b", "a", "y", "x")
        .columns(database + ".part", "u", "id")
        .columns(database + ".heap", "c", "a");
  }

  /** The same as a list, into tables of other names. */
  private String list() {
    return "source_database,source_table,target_database,target_table,column_mapping\n"
        + "%1$s,turned,%1$s,turned_there,\"id,b,a,y,x\"\n".formatted(database)
        + "%1$s,part,%1$s,part_there,\"u,id\"\n".formatted(database)
        + "%1$s,heap,%1$s,heap_there,\"c,a\"\n".formatted(database);
  }

  private void follow(DatabaseServer from, Consumer<ObjectSelection.Builder> chosen)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(Accounts.source(from))
            .sink(Accounts.sink(to))
            .objects(chosen)
            .phases(
                p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
