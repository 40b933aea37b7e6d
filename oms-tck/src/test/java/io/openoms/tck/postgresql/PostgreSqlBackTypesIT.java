package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edge of every type comes back as it was, after OceanBase has written its rows anew; what
 * PostgreSQL cannot hold stops the run by row and column.
 */
@Thorough
class PostgreSqlBackTypesIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path spool;

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void everyEdgeOfEveryTypeComesBack(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(TypeCase.types());
      assertComesBack(pair, pair.pair(), TypeCase.all());
    }
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void everyEdgeOfAChosenTypeComesBack(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(ChosenTypes.types());
      assertComesBack(pair, pair.with(ChosenTypes::all), ChosenTypes.cases());
    }
  }

  private void assertComesBack(PostgreSqlPair pair, TestedPair ends, List<TypeCase> types)
      throws Exception {
    pair.onSource(create(types));
    pair.onSource(inserts(types));
    List<List<String>> before = values(pair, types);
    MigrationProject project = project(pair, ends);
    try (MigrationRun run = switched(project)) {
      atSink(pair, "UPDATE edges SET id = id + 1000");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertThat(pair.fromSource("SELECT min(id) FROM edges")).containsExactly("1000");
      List<List<String>> after = values(pair, types);
      for (int i = 0; i < types.size(); i++) {
        assertThat(after.get(i)).as(types.get(i).type()).isEqualTo(before.get(i));
      }
      assertThat(run.verification().run().inconsistent()).isEmpty();
    }
    end(pair, project);
  }

  @Test
  void whatPostgreSqlCannotHoldStopsTheRunByName() throws Exception {
    assertStops("v text", "'x'", "v = CONCAT('secret', CHAR(0))", "NUL");
    assertStops("v date", "'2024-01-01'", "v = '0000-00-00'", "SQL state 22008");
    assertStops("v varchar(3)", "'abc'", "id = 2", "");
  }

  /** An empty cause: the change comes back. */
  private void assertStops(String column, String value, String change, String cause)
      throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(Servers.postgreSql16())) {
      pair.onSource(
          "CREATE TABLE edges (id int PRIMARY KEY, " + column + ")",
          "INSERT INTO edges VALUES (1, " + value + ")");
      MigrationProject project = project(pair, pair.pair());
      try (MigrationRun run = switched(project)) {
        atSink(pair, "UPDATE edges SET " + change);
        boolean applied = run.awaitCaughtUp(LONG);
        assertThat(applied).isEqualTo(cause.isEmpty());
        if (!applied) {
          String error = run.await().error().orElseThrow().getMessage();
          assertThat(error)
              .contains("VALUE_REFUSED", pair.schema() + ".edges", "id = 1", "column v", cause)
              .doesNotContain("secret");
        }
      }
      end(pair, project);
    }
  }

  private static void end(PostgreSqlPair pair, MigrationProject project) {
    project.release();
    pair.sink().execute("SET GLOBAL read_only = 0");
  }

  private MigrationRun switched(MigrationProject project) throws InterruptedException {
    MigrationRun run = project.start(threads);
    assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
    assertThat(run.switchover().execute(() -> {}).error()).isEmpty();
    return run;
  }

  private MigrationProject project(PostgreSqlPair pair, TestedPair ends) {
    return MigrationProject.builder(pair.schema())
        .source(ends.source().endpoint())
        .sink(ends.sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool))
                    .verification()
                    .switchover(s -> s.verify(false))
                    .reverseIncremental())
        .build();
  }

  private static String create(List<TypeCase> types) {
    return "CREATE TABLE edges (id int PRIMARY KEY, "
        + IntStream.range(0, types.size())
            .mapToObj(i -> "c" + i + " " + types.get(i).type())
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** Row by row the next value of each type; the last row has none. */
  private static String[] inserts(List<TypeCase> types) {
    int rows = types.stream().mapToInt(type -> type.values().size()).max().orElseThrow();
    List<String> sql = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int number = row;
      sql.add(
          types.stream()
              .map(type -> type.values().get(number % type.values().size()))
              .collect(Collectors.joining(", ", "INSERT INTO edges VALUES (" + row + ", ", ")")));
    }
    sql.add("INSERT INTO edges (id) VALUES (" + rows + ")");
    return sql.toArray(String[]::new);
  }

  private static List<List<String>> values(PostgreSqlPair pair, List<TypeCase> types) {
    return IntStream.range(0, types.size())
        .mapToObj(
            i ->
                pair.fromSource(
                    "SELECT "
                        + types.get(i).atSource()
                        + " FROM (SELECT id, c"
                        + i
                        + " AS v FROM edges) t ORDER BY id"))
        .toList();
  }

  private static void atSink(PostgreSqlPair pair, String sql) throws SQLException {
    String url =
        pair.sink().jdbcUrl()
            + "?sessionVariables=transaction_read_only=0,sql_safe_updates=0,sql_mode=''";
    try (Connection connection =
            DriverManager.getConnection(url, pair.sink().user(), pair.sink().password());
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + pair.schema());
      statement.execute(sql);
    }
  }
}
