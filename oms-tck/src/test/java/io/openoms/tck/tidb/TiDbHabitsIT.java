package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.tck.KeyTables;
import io.openoms.tck.NamesContract;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.TiDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys, names, settings and pools of every kind, from the stand-in. */
class TiDbHabitsIT {

  /** Tables whose character set TiDB lacks, or whose collation. */
  private static final Predicate<String> FOREIGN =
      Stream.of("k_sjis", "k_utf16", "k_latin1")
          .<Predicate<String>>map(name -> sql -> sql.contains(name + " ") || sql.equals(name))
          .reduce(Predicate::or)
          .orElseThrow();

  private final String database = TestedPair.newName("tihabits");
  private TiDbStandIn front = TiDbPair.standIn();
  private TestedPair pair = TiDbPair.of(front);

  @AfterEach
  void drop() {
    pair.drop(database);
    front.close();
  }

  private void create(List<String> statements) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
                "USE " + database,
                "SET NAMES utf8mb4",
                "SET time_zone = '+00:00'",
                "SET sql_mode = 'ALLOW_INVALID_DATES'"));
    all.addAll(statements);
    front.execute(all.toArray(String[]::new));
  }

  /** Chunks of three rows, so that each edge of a type is a chunk's bound somewhere. */
  @Thorough
  @Test
  void everyRowOfEveryKindOfKeyArrivesOnce() throws Exception {
    create(KeyTables.statements(false).stream().filter(FOREIGN.negate()).toList());

    pair.assertMigrates(database, 3);

    List<String> names = KeyTables.names(false).stream().filter(FOREIGN.negate()).toList();
    assertThat(names).hasSizeGreaterThan(20);
    for (String table : names) {
      pair.compare(database).assertSameRows(table, "n, " + KeyTables.compared(table));
    }
  }

  @Thorough
  @Test
  void namesOfEveryKindStayWhatTheyAre() throws Exception {
    List<String> statements = new ArrayList<>();
    for (String name : NamesContract.NAMES) {
      statements.add(
          "CREATE TABLE `%1$s` (id INT PRIMARY KEY, `%1$s` INT, KEY `%1$s` (`%1$s`))"
              .formatted(name));
      statements.add("INSERT INTO `%s` VALUES (1, 1), (2, 2)".formatted(name));
    }
    create(statements);

    pair.assertMigrates(database, 0);

    for (String name : NamesContract.NAMES) {
      assertThat(count("`" + name + "` FORCE INDEX (`" + name + "`) WHERE `" + name + "` > 1"))
          .as(name)
          .isEqualTo(1);
    }
  }

  private int count(String from) throws SQLException {
    try (Connection connection = pair.sink().server().connect(database);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** The server behind begins each session with few rows, short times and other quotes. */
  @Thorough
  @Test
  void settingsOfTheServerChangeNothing() throws Exception {
    front.close();
    front = TiDbStandIn.before(ServerType.MYSQL_97.get().hostile().shared());
    pair = TiDbPair.of(front);
    create(
        List.of(
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40), d DOUBLE, s TIMESTAMP(6) NULL)",
            "CREATE TABLE keyless (n INT, v VARCHAR(40))",
            "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
                + " i < 990) SELECT i, CONCAT('it''s \\\\ ', i, '  '), i / 7, '2024-10-27 01:30:00.5'"
                + " FROM n",
            "INSERT INTO keyless SELECT id % 5, v FROM t"));

    pair.assertMigrates(database, 100);

    pair.compare(database).assertSameRows("t", "id, HEX(v), d * 1e0, s");
    pair.compare(database).assertSameRows("keyless", "n, HEX(v)");
  }

  /** A connection of the caller's pool comes back with TiDB's variables as they were. */
  @Test
  void aCallersPoolGetsItsSessionsBack() throws Exception {
    create(
        List.of(
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE keyless (n INT)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
            "INSERT INTO keyless VALUES (1), (1)"));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(front.jdbcUrl());
    config.setUsername(front.user());
    config.setPassword(front.password());
    config.setMaximumPoolSize(6);
    config.setConnectionInitSql("SET SESSION tidb_isolation_read_engines = 'tidb,tiflash'");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      MigrationProject project =
          MigrationProject.builder(database)
              .source(TiDb.from(pool))
              .sink(pair.sink().endpoint())
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema().full().verification())
              .build();
      MigrationResult result = TestedPair.run(project);
      assertThat(result.error()).isEmpty();
      assertThat(result.isComplete()).isTrue();
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT @@tidb_isolation_read_engines")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("tidb,tiflash");
      }
    }
    pair.compare(database).assertSameRows("t", "*");
    pair.compare(database).assertSameRows("keyless", "*");
  }
}
