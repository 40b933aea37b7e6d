package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each copied table's part of the source's log is stored, against the log as the server tells it.
 */
class WatermarksIT {

  private static final Pattern FORM =
      Pattern.compile("binlog/1 file=(\\S+) offset=(\\d+) gtids=(\\S*) server=\\S+");

  static Stream<DatabaseServer> sources() {
    return Stream.of(
        Servers.mysql97().shared(), Servers.mysql80().shared(), Servers.mariaDb().shared());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aTablesWatermarksEncloseItsCopy(DatabaseServer from) throws Exception {
    DatabaseServer to = Servers.oceanBase().shared();
    String database = from.createDatabase("marks");
    from.execute(
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v INT, KEY (v))",
        "INSERT INTO " + database + ".t VALUES (1, 1), (2, 2)");
    long before = end(from);
    try {
      migrate(from, to, database, from.user(), from.password());
      long after = end(from);
      Matcher low = position(to, database, "low_watermark");
      Matcher high = position(to, database, "high_watermark");
      // One log file in these tests, so offsets alone tell the order.
      assertThat(low.group(1)).isEqualTo(high.group(1));
      assertThat(Long.parseLong(low.group(2))).isBetween(before, after);
      assertThat(Long.parseLong(high.group(2))).isBetween(Long.parseLong(low.group(2)), after);
    } finally {
      from.execute("DROP DATABASE " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aUserWhoMayNotAskForTheLogStillCopies(DatabaseServer from) throws Exception {
    DatabaseServer to = Servers.oceanBase().shared();
    String database = from.createDatabase("marks");
    from.execute(
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "INSERT INTO " + database + ".t VALUES (1)",
        "CREATE USER " + database + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT, SHOW VIEW ON " + database + ".* TO " + database);
    try {
      migrate(from, to, database, database, "Secret-1");
      try (Connection connection = to.connect()) {
        String row = "oms_state.object WHERE project = '" + database + "'";
        assertThat(TableDigest.rows(connection, row, "low_watermark, high_watermark"))
            .containsExactly("NULL|NULL|");
        assertThat(TableDigest.rows(connection, database + ".t", "id")).hasSize(1);
      }
    } finally {
      from.execute("DROP DATABASE " + database, "DROP USER " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static void migrate(
      DatabaseServer from, DatabaseServer to, String database, String user, String password)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(user, password))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full())
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  private static Matcher position(DatabaseServer to, String database, String column)
      throws Exception {
    try (Connection connection = to.connect()) {
      List<String> rows =
          TableDigest.rows(
              connection, "oms_state.object WHERE project = '" + database + "'", column);
      byte[] text = HexFormat.of().parseHex(rows.get(0).replace("|", ""));
      Matcher matcher = FORM.matcher(new String(text, StandardCharsets.UTF_8));
      assertThat(matcher.matches()).as("%s %s", column, matcher).isTrue();
      return matcher;
    }
  }

  private static long end(DatabaseServer server) throws Exception {
    String status = server.version().startsWith("9") ? "BINARY LOG" : "MASTER";
    try (Connection connection = server.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + status + " STATUS")) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(2);
    }
  }
}
