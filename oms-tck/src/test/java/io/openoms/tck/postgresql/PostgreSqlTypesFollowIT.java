package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.testkit.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edge of every type arrives through the log: in a table with a key, in one whose log has
 * whole rows, and in one without a key, whose rows are found by all their values.
 */
class PostgreSqlTypesFollowIT {

  private static final List<TypeCase> TYPES = TypeCase.all();
  private static final List<String> TABLES = List.of("keyed", "whole", "loose");
  private static final int ROWS =
      TYPES.stream().mapToInt(type -> type.values().size()).max().orElseThrow();

  /** Texts in the log follow the session that reads it, and none of the session that writes. */
  private static final String WRITER =
      "SET DateStyle = 'ISO, DMY'; SET TimeZone = 'Asia/Kathmandu'; SET IntervalStyle = 'iso_8601';"
          + " SET bytea_output = 'escape'; SET extra_float_digits = -15";

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void everyEdgeOfEveryTypeIsFollowed(ServerSpec source) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(TypeCase.types());
      TABLES.forEach(table -> pair.onSource(create(table)));
      TABLES.forEach(table -> pair.onSource(insert(table, 1_000, 0)));
      MigrationProject project = project(pair);
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.progress()).isTrue();
        TABLES.forEach(table -> pair.onSource(changes(table)));
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        assertArrived(run.await());
      }
      TABLES.forEach(table -> assertSame(pair, table));
      assertThat(project.release()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertArrived(MigrationResult result) {
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  private MigrationProject project(PostgreSqlPair pair) {
    return MigrationProject.builder(pair.schema())
        .source(pair.pair().source().endpoint())
        .sink(pair.pair().sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(directory)))
        .build();
  }

  private static String[] create(String table) {
    String columns =
        IntStream.range(0, TYPES.size())
            .mapToObj(i -> "c" + i + " " + TYPES.get(i).type())
            .collect(Collectors.joining(", "));
    String key = table.equals("loose") ? "" : " PRIMARY KEY";
    String identity = table.equals("keyed") ? "DEFAULT" : "FULL";
    return new String[] {
      "CREATE TABLE " + table + " (id int" + key + ", " + columns + ")",
      "ALTER TABLE " + table + " REPLICA IDENTITY " + identity
    };
  }

  /** Row by row the next value of each type; the last row has none. */
  private static String[] insert(String table, int first, int shift) {
    List<String> sql = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      sql.add("INSERT INTO " + table + " VALUES (" + (first + row) + values(", ", row + shift));
    }
    sql.add("INSERT INTO " + table + " (id) VALUES (" + (first + ROWS) + ")");
    return sql.toArray(String[]::new);
  }

  private static String values(String before, int row) {
    return TYPES.stream()
        .map(type -> value(type, row))
        .collect(Collectors.joining(", ", before, ")"));
  }

  private static String value(TypeCase type, int row) {
    return type.values().get(row % type.values().size());
  }

  /** Rows that were copied, and rows that were not, are changed, moved and deleted. */
  private static String[] changes(String table) {
    List<String> sql = new ArrayList<>();
    sql.add(WRITER);
    sql.addAll(List.of(insert(table, 0, 0)));
    for (int first : new int[] {0, 1_000}) {
      for (int row = 0; row < ROWS; row += 3) {
        sql.add(update(table, first + row, row + 1));
        sql.add("DELETE FROM " + table + " WHERE id = " + (first + row + 1));
        sql.add("UPDATE " + table + " SET id = -id WHERE id = " + (first + row + 2));
      }
      sql.add(update(table, first + ROWS, 0));
    }
    return sql.toArray(String[]::new);
  }

  private static String update(String table, int id, int row) {
    String set =
        IntStream.range(0, TYPES.size())
            .mapToObj(i -> "c" + i + " = " + value(TYPES.get(i), row))
            .collect(Collectors.joining(", "));
    return "UPDATE " + table + " SET " + set + " WHERE id = " + id;
  }

  private static void assertSame(PostgreSqlPair pair, String table) {
    for (int i = 0; i < TYPES.size(); i++) {
      TypeCase type = TYPES.get(i);
      String query =
          "SELECT id, %s FROM (SELECT id, c" + i + " AS v FROM " + table + ") t ORDER BY id";
      List<String> expected = pair.fromSource(query.formatted(type.atSource()));
      List<String> found = pair.fromSink(query.formatted(type.atSink()));
      assertThat(expected).hasSizeGreaterThan(ROWS);
      assertThat(type.comparable(found))
          .as("%s %s", table, type.type())
          .isEqualTo(type.comparable(expected));
    }
  }
}
