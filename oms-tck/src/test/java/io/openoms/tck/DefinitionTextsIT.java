package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.dialect.mysql.sql.IntroducedText;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every place of a definition that can hold a text holds one beyond ASCII and, where the source
 * keeps it, one beyond the BMP. Tables are copied and followed with images that omit defaults; both
 * sides then fill in what an insert leaves out.
 */
@WithServers
class DefinitionTextsIT {

  /** Which columns of which table are compared. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(
        "tx",
        "id, HEX(src), HEX(gs), HEX(gv), HEX(d1), HEX(d4), HEX(d0), HEX(e), e + 0, HEX(s), s + 0,"
            + " HEX(vb)");
    COLUMNS.put("`größe`", "id, HEX(`straße`), HEX(g)");
    COLUMNS.put(
        "txl",
        "id, HEX(CONVERT(l USING utf8mb4)), HEX(CONVERT(g USING utf8mb4)),"
            + " HEX(CONVERT(u USING utf8mb4)), HEX(CONVERT(ue USING utf8mb4)), ue + 0");
    COLUMNS.put("txd", "id, HEX(x), HEX(CONVERT(n USING utf8mb4))");
    COLUMNS.put("txr", "id, HEX(n)");
    COLUMNS.put("txp", "id, HEX(n)");
    // Both sides fill row 6 in by themselves, each at its own moment.
    COLUMNS.put("txb", "id, HEX(e64), inv, IF(id = 6, at IS NULL, at)");
    COLUMNS.put("txt", "id, t, t6, d");
    COLUMNS.put("txf", "id, HEX(src)");
    COLUMNS.put("txe", "id, HEX(e), e + 0");
    COLUMNS.put("txi", "id, HEX(src)");
  }

  @TempDir Path spool;

  @ParameterizedTest
  @MySqlFamily
  void everyTextArrivesCopiedFollowedAndAsADefault(
      DatabaseServer from, @Server(ServerType.OCEANBASE) DatabaseServer to) throws Exception {
    String database = TestedPair.newName("texts");
    boolean mariaDb = from.version().contains("MariaDB");
    try {
      HardTables.createTexts(from, database);
      List<String> tables =
          COLUMNS.keySet().stream()
              .filter(table -> !mariaDb || !List.of("txf", "txe", "txi").contains(table))
              .toList();
      inEach(from, database, tables, "SET SESSION binlog_row_image = 'FULL'", 1);
      // MySQL 8.0 tells labels beyond the BMP by rows that have them.
      from.execute(
          "INSERT INTO " + database + ".tx (id, e, s) VALUES (2, 5, 7), (3, 4, 4), (4, 1, 1)",
          "INSERT INTO " + database + ".txb (id, e64) VALUES (2, ~0), (3, 1 << 63)",
          "INSERT INTO " + database + ".txr VALUES (2, 'a'), (3, 'ö'), (4, '😀')",
          "INSERT INTO " + database + ".txp VALUES (2, 'x'), (3, 'ö'), (4, '😀')",
          "INSERT INTO " + database + ".`größe` (id, `straße`) VALUES (2, 'weg')");
      follow(database, from, to);
      inEach(from, database, tables, "SET SESSION binlog_row_image = 'MINIMAL'", 5);
      follow(database, from, to);
      assertSame(database, from, to, tables);

      inEach(from, database, tables, "SET time_zone = '+03:00'", 6);
      inEach(to, database, tables, "SET time_zone = '-03:00'", 6);
      assertSame(database, from, to, tables);
      constraints(database, to, mariaDb);
      shown(database, to);
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** A server that shows labels with question marks tells the true ones by rows alone. */
  @Test
  void labelsThatTheSourceDoesNotTellFailTheirTableAlone(
      @Server(ServerType.MYSQL_80) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to)
      throws Exception {
    String database = TestedPair.newName("labels");
    try {
      from.execute(
          "SET NAMES utf8mb4",
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
          "USE " + database,
          "CREATE TABLE one (id INT PRIMARY KEY, e ENUM('ok','😀') COLLATE utf8mb4_bin)",
          "CREATE TABLE some (id INT PRIMARY KEY, s SET('ok','😀','ö') COLLATE utf8mb4_bin)",
          "CREATE TABLE plain (id INT PRIMARY KEY, e ENUM('ok','ö') COLLATE utf8mb4_bin)",
          "INSERT INTO one VALUES (1, 'ok')",
          "INSERT INTO some VALUES (1, 'ok,ö')",
          "INSERT INTO plain VALUES (1, 'ö')");
      MigrationResult result =
          TestedPair.run(Pairs.project(database, from, to).phases(p -> p.schema().full()).build());
      assertThat(result.error()).isEmpty();
      for (String table : List.of("one", "some")) {
        assertThat(SteppedProject.error(result, table))
            .contains("OBJECT_NOT_SUPPORTED", "question marks, and no row has it");
      }
      assertThat(SteppedProject.error(result, "plain")).isEmpty();
      String there = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '";
      assertThat(HardSchemaChecks.text(to, there + database + "'")).isEqualTo("1");

      from.execute(
          "SET NAMES utf8mb4",
          "USE " + database,
          "INSERT INTO one VALUES (2, '😀')",
          "INSERT INTO some VALUES (2, '😀')");
      result =
          TestedPair.run(Pairs.project(database, from, to).phases(p -> p.schema().full()).build());
      assertThat(result.isComplete()).as("%s", result).isTrue();
      SqlComparison sides = new SqlComparison(from, to, database);
      sides.assertSameRows("one", "id, HEX(e), e + 0");
      sides.assertSameRows("some", "id, HEX(s), s + 0");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** Those that the server cannot show without bending a text fail alone, and by name. */
  @ParameterizedTest
  @MySqlFamily
  void everyTextOfAViewArrives(DatabaseServer from, @Server(ServerType.OCEANBASE) DatabaseServer to)
      throws Exception {
    String database = TestedPair.newName("views");
    try {
      from.execute(
          "SET NAMES utf8mb4",
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
          "USE " + database,
          "CREATE TABLE s (id INT PRIMARY KEY, src VARCHAR(20) COLLATE utf8mb4_bin)",
          "INSERT INTO s VALUES (1, 'é'), (2, '😀'), (3, 'x'), (4, 'gelöscht'), (5, 'Ã©')",
          "CREATE VIEW texts AS SELECT id, CONCAT(src, '￥é''\\\\') AS `größe`,"
              + " CONCAT('中', src) AS c, '😀?' AS d FROM s WHERE src <> 'gelöscht'",
          "CREATE VIEW `sicht ö` AS SELECT id, `größe` AS g FROM texts WHERE `größe` LIKE 'é%'",
          "CREATE VIEW smile AS SELECT id, src AS `größe` FROM s WHERE src = '😀'",
          "SET NAMES latin1",
          // Its two bytes are two characters there.
          "CREATE VIEW latin AS SELECT id, 'é' AS g FROM s WHERE src = 'é'",
          "CREATE VIEW bent AS SELECT id, _latin2'é' AS g FROM s");
      MigrationProject project =
          Pairs.project(database, from, to).phases(p -> p.schema().full()).build();
      assertThat(project.plan().objects()).hasSize(6);
      MigrationResult result = TestedPair.run(project);
      assertThat(result.error()).isEmpty();
      assertThat(SteppedProject.error(result, "bent"))
          .contains("made by a session in latin1", "texts behind introducers are lost");
      assertThat(result.objects())
          .filteredOn(object -> !object.source().name().equals("bent"))
          .allSatisfy(object -> assertThat(object.error()).isEmpty());
      SqlComparison sides = new SqlComparison(from, to, database);
      sides.assertSameRows("texts", "id, HEX(`größe`), HEX(c), HEX(d)");
      sides.assertSameRows("`sicht ö`", "id, HEX(g)");
      sides.assertSameRows("smile", "id, HEX(`größe`)");
      sides.assertSameRows("latin", "id, HEX(CONVERT(g USING utf8mb4))");
      assertThat(HardSchemaChecks.text(to, "SELECT GROUP_CONCAT(id) FROM " + database + ".smile"))
          .isEqualTo("2");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** The driver then quotes by ANSI, and the session does not; also where a database is current. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void viewsOfASourceThatQuotesByAnsiArrive(
      boolean isCurrent, @Server(ServerType.OCEANBASE) DatabaseServer to) throws Exception {
    DatabaseServer from = Servers.mysql97().hostile().shared();
    String database = TestedPair.newName("ansi");
    String url = from.jdbcUrl() + (isCurrent ? database : "");
    try {
      from.execute("CREATE DATABASE " + database);
      from.executeIn(
          database,
          "CREATE TABLE s (id INT PRIMARY KEY)",
          "INSERT INTO s VALUES (1), (2)",
          "CREATE VIEW seen AS SELECT id + 1 AS next FROM s");
      MigrationProject project =
          MigrationProject.builder(database)
              .source(MySql.at(url).credentials(from.user(), from.password()))
              .sink(Accounts.sink(to))
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema().full())
              .build();

      MigrationResult result = TestedPair.run(project);

      assertThat(result.objects()).hasSize(2).allMatch(object -> object.error().isEmpty());
      new SqlComparison(from, to, database).assertSameRows("seen", "next");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ascii", "latin1", "latin2", "latin5", "cp1250", "cp1251", "koi8r", "utf8mb4"})
  void eachByteBehindAnIntroducerIsReadAsTheServerDoes(
      String set, @Server(ServerType.MYSQL_97) DatabaseServer server) throws SQLException {
    try (Connection connection = session(server)) {
      List<String> asked = new ArrayList<>();
      for (int b = 0; b < 256; b++) {
        asked.add(
            "HEX(CONVERT(_%s x'%s' USING utf8mb4))"
                .formatted(set, HexFormat.of().toHexDigits((byte) b)));
      }
      if (set.equals("ascii") || set.equals("utf8mb4")) {
        asked = asked.subList(0, 128);
      }
      try (Statement statement = connection.createStatement();
          ResultSet told = statement.executeQuery("SELECT " + String.join(", ", asked))) {
        told.next();
        for (int b = 0; b < asked.size(); b++) {
          byte[] utf8 = HexFormat.of().parseHex(told.getString(b + 1));
          String text = new String(utf8, StandardCharsets.UTF_8);
          Optional<String> read = IntroducedText.decode(set, new byte[] {(byte) b});
          assertThat(read.orElse("")).as("%s %x", set, b).isIn(text, "");
        }
      }
      assertThat(IntroducedText.decode(set, new byte[] {'a'})).hasValue("a");
    }
  }

  /** A row of defaults in each table, but for keyless ones, which have no default to show. */
  private static void inEach(
      DatabaseServer server, String database, List<String> tables, String setting, int id) {
    List<String> statements = new ArrayList<>(List.of("USE " + database, setting));
    for (String table : tables) {
      statements.add(
          table.equals("txr") || table.equals("txp")
              ? "INSERT INTO " + table + " VALUES (" + id + ", 'x')"
              : "INSERT INTO " + table + " (id) VALUES (" + id + ")");
    }
    server.execute(statements.toArray(String[]::new));
  }

  private void follow(String database, DatabaseServer from, DatabaseServer to) throws Exception {
    MigrationResult result =
        TestedPair.run(
            Pairs.following(database, from, to, spool.resolve(database), i -> i.untilCaughtUp()));
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(object -> assertThat(object.error()).isEmpty());
  }

  private static void assertSame(
      String database, DatabaseServer from, DatabaseServer to, List<String> tables)
      throws SQLException {
    try (Connection left = session(from);
        Connection right = session(to)) {
      for (String table : tables) {
        String name = database + "." + table;
        assertThat(TableDigest.rows(right, name, COLUMNS.get(table)))
            .as(table)
            .isEqualTo(TableDigest.rows(left, name, COLUMNS.get(table)));
      }
    }
  }

  private static Connection session(DatabaseServer server) throws SQLException {
    Connection connection = server.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET NAMES utf8mb4");
      statement.execute("SET time_zone = '+00:00'");
    }
    return connection;
  }

  /** Each constraint takes one value and refuses another one. */
  private static void constraints(String database, DatabaseServer to, boolean mariaDb)
      throws SQLException {
    try (Connection connection = session(to);
        Statement sink = connection.createStatement()) {
      sink.execute("USE " + database);
      sink.execute("INSERT INTO tx (id, src) VALUES (10, 'other'), (11, '😀😀')");
      refuses(sink, "INSERT INTO tx (id, src) VALUES (12, 'gelöscht')");
      refuses(sink, "INSERT INTO tx (id, src) VALUES (13, '😀')");
      sink.execute("INSERT INTO txl (id, l) VALUES (10, 'x')");
      refuses(sink, "INSERT INTO txl (id, l) VALUES (12, 'ü')");
      if (!mariaDb) {
        // Made in a session in latin1: its two bytes are two characters.
        sink.execute("INSERT INTO txi (id, src) VALUES (10, 'é')");
        refuses(sink, "INSERT INTO txi (id, src) VALUES (12, 'Ã©')");
      }
    }
  }

  private static void refuses(Statement statement, String sql) {
    assertThatThrownBy(() -> statement.execute(sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getErrorCode()).as(sql).isEqualTo(3819));
  }

  private static void shown(String database, DatabaseServer to) throws SQLException {
    assertThat(
            HardSchemaChecks.text(
                to,
                "SELECT CONCAT(column_default, '/', LOWER(extra)) FROM information_schema.columns"
                    + " WHERE table_schema = '"
                    + database
                    + "' AND table_name = 'txb' AND column_name = 'at'"))
        .startsWith("CURRENT_TIMESTAMP/")
        .contains("on update current_timestamp", "invisible");
    String where = " WHERE table_schema = '" + database + "' AND table_name = 'tx'";
    String columns = "SELECT column_type FROM information_schema.columns" + where;
    assertThat(HardSchemaChecks.text(to, columns + " AND column_name = 'e'"))
        .isEqualTo("enum('ok','ö','😀','?','it's😁')");
    assertThat(HardSchemaChecks.text(to, columns + " AND column_name = 's'"))
        .isEqualTo("set('ok','ö','😀')");
    String comments = "SELECT column_comment FROM information_schema.columns" + where;
    assertThat(HardSchemaChecks.text(to, comments + " AND column_name = 'c'"))
        .isEqualTo("Größe 中 'x'");
    assertThat(
            HardSchemaChecks.text(
                to, "SELECT table_comment FROM information_schema.tables" + where))
        .isEqualTo("Tabelle ä中");
    assertThat(
            HardSchemaChecks.text(
                to,
                "SELECT index_comment FROM information_schema.statistics"
                    + where
                    + " AND index_name = 'k'"))
        .isEqualTo("Schlüssel 中");
    assertThat(
            HardSchemaChecks.text(
                to, "SELECT GROUP_CONCAT(id) FROM " + database + ".txp PARTITION (p1)"))
        .isEqualTo("4");
    assertThat(
            HardSchemaChecks.text(
                to, "SELECT GROUP_CONCAT(id) FROM " + database + ".txr PARTITION (p2)"))
        .isEqualTo("4");
  }
}
