package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each copied table's part of the source's log is stored, against the log as the server tells it,
 * which grows while the table is read.
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
        "INSERT INTO " + database + ".t VALUES (1, 1), (2, 2), (3, 3)",
        "CREATE TABLE " + database + ".other (n INT)");
    long before = end(from);
    List<Long> reads = Collections.synchronizedList(new ArrayList<>());
    // The log grows before and after each look at the rows or their keys.
    Consumer<String> write =
        edge -> {
          if (edge.startsWith("ChunkSplitter.") || edge.startsWith("RowReader.next ")) {
            from.execute("INSERT INTO " + database + ".other VALUES (" + reads.size() + ")");
            reads.add(end(from));
          }
        };
    try {
      migrate(new EdgeEndpoint(endpoint(from, from.user(), from.password()), write), to, database);
      long after = end(from);
      assertThat(reads).hasSizeGreaterThan(8);
      Matcher low = position(to, database, "LOW_WATERMARK");
      Matcher high = position(to, database, "HIGH_WATERMARK");
      // One log file in these tests, so offsets alone tell the order.
      assertThat(low.group(1)).isEqualTo(high.group(1));
      assertThat(Long.parseLong(low.group(2)))
          .isGreaterThanOrEqualTo(before)
          .isLessThan(Collections.min(reads));
      assertThat(Long.parseLong(high.group(2))).isBetween(Collections.max(reads), after);
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
      migrate(endpoint(from, database, "Secret-1"), to, database);
      try (Connection connection = to.connect()) {
        String rows = "oms_state.milestone WHERE project = '" + database + "' AND milestone ";
        assertThat(
                TableDigest.rows(connection, rows + "IN ('LOW_WATERMARK', 'HIGH_WATERMARK')", "1"))
            .isEmpty();
        assertThat(TableDigest.rows(connection, rows + "= 'COPIED'", "1")).hasSize(1);
        assertThat(TableDigest.rows(connection, database + ".t", "id")).hasSize(1);
      }
    } finally {
      from.execute("DROP DATABASE " + database, "DROP USER " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static Endpoint endpoint(DatabaseServer from, String user, String password) {
    return MySql.at(from.jdbcUrl()).credentials(user, password);
  }

  private static void migrate(Endpoint from, DatabaseServer to, String database)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(from)
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".t"))
            .phases(p -> p.schema().full(f -> f.chunkRows(1)))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  private static Matcher position(DatabaseServer to, String database, String milestone)
      throws Exception {
    try (Connection connection = to.connect()) {
      List<String> rows =
          TableDigest.rows(
              connection,
              "oms_state.milestone WHERE project = '"
                  + database
                  + "' AND milestone = '"
                  + milestone
                  + "'",
              "position");
      byte[] text = HexFormat.of().parseHex(rows.get(0).replace("|", ""));
      Matcher matcher = FORM.matcher(new String(text, StandardCharsets.UTF_8));
      assertThat(matcher.matches()).as("%s %s", milestone, matcher).isTrue();
      return matcher;
    }
  }

  private static long end(DatabaseServer server) {
    String status = server.version().startsWith("9") ? "BINARY LOG" : "MASTER";
    try (Connection connection = server.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + status + " STATUS")) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
