package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the copy takes can be followed: rows with a value of every type of a server are inserted,
 * changed and deleted, also where their columns are not selected.
 */
class EveryTypeFollowIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private final String database = TestedPair.newName("types");
  @TempDir private Path spool;

  @AfterEach
  void drop() {
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @ParameterizedTest
  @CsvSource({"MYSQL_97, FULL", "MYSQL_80, MINIMAL", "MARIADB, FULL", "MARIADB, NO_LOG"})
  void everyTypeIsFollowed(ServerType type, String metadata) throws Exception {
    DatabaseServer from = type.get().shared();
    List<EveryType> types = EveryType.of(type);
    assertCoversPlugins(from, types);
    try {
      from.execute("SET GLOBAL binlog_row_metadata = " + metadata, "CREATE DATABASE " + database);
      follow(from, types, "");
    } finally {
      from.execute("SET GLOBAL binlog_row_metadata = FULL", "DROP DATABASE IF EXISTS " + database);
    }
  }

  /** Not at the first row that cannot be read: before anything is made. */
  @Test
  void aTypeThatIsNotReadIsRefusedByName() throws Exception {
    DatabaseServer from = ServerType.MYSQL_97.get().shared();
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          "CREATE TABLE vectors (id INT PRIMARY KEY, v VECTOR(3))",
          "INSERT INTO vectors VALUES (1, TO_VECTOR('[1, 2, 3]'))",
          "CREATE TABLE plain (id INT PRIMARY KEY)");
      MigrationProject project =
          Pairs.project(database, from, to)
              .phases(
                  p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
              .build();
      assertThat(project.plan().objects())
          .filteredOn(object -> !object.faults().isEmpty())
          .singleElement()
          .satisfies(object -> assertThat(object.faults().toString()).contains("v", "vector(3)"));
      assertThat(TestedPair.run(project).objects())
          .extracting(object -> object.source().name() + " " + object.status())
          .containsExactlyInAnyOrder("vectors NOT_SUPPORTED", "plain COMPLETED");
    } finally {
      from.execute("DROP DATABASE " + database);
    }
  }

  /** MariaDB's forms of times before it took MySQL's hold fractions that the log does not tell. */
  @Test
  void mariaDbsOldTimesAreFollowed() throws Exception {
    DatabaseServer from = ServerType.MARIADB.get().shared();
    List<EveryType> types = new ArrayList<>();
    IntStream.rangeClosed(0, 6).forEach(digits -> types.addAll(EveryType.times(digits)));
    try {
      from.execute("SET GLOBAL mysql56_temporal_format = OFF", "CREATE DATABASE " + database);
      follow(from, types, "mariadb-5.3");
    } finally {
      from.execute(
          "SET GLOBAL mysql56_temporal_format = ON", "DROP DATABASE IF EXISTS " + database);
    }
  }

  private void follow(DatabaseServer from, List<EveryType> types, String shownType)
      throws Exception {
    create(from, "every", types);
    create(from, "skipped", types);
    assertThat(types(from)).contains(shownType);
    change(from, types, 0);
    run(from);
    change(from, types, 1);
    from.execute("DELETE FROM " + database + ".every WHERE id = 0", skippedRowsChange());
    run(from);
    assertSame(from, "every", types);
    assertSame(from, "skipped", List.of());
  }

  private String types(DatabaseServer from) throws SQLException {
    return HardSchemaChecks.text(
        from,
        "SELECT GROUP_CONCAT(column_type) FROM information_schema.columns WHERE table_schema = '"
            + database
            + "'");
  }

  /** A type that comes as a plug-in must have its place in the list. */
  private static void assertCoversPlugins(DatabaseServer from, List<EveryType> types)
      throws SQLException {
    Set<String> covered =
        types.stream()
            .map(one -> one.type().replaceFirst("[ (].*", ""))
            .collect(Collectors.toSet());
    try (Connection connection = from.connect()) {
      assertThat(
              TableDigest.rows(
                  connection,
                  "information_schema.plugins WHERE plugin_type = 'DATA TYPE' AND"
                      + " UPPER(plugin_name) NOT IN ("
                      + covered.stream()
                          .map(name -> "'" + name + "'")
                          .collect(Collectors.joining(","))
                      + ")",
                  "plugin_name"))
          .isEmpty();
    }
  }

  private void create(DatabaseServer from, String table, List<EveryType> types) {
    String columns =
        IntStream.range(0, types.size())
            .mapToObj(i -> column(i) + " " + types.get(i).type())
            .collect(Collectors.joining(", "));
    from.execute(
        "CREATE TABLE "
            + database
            + "."
            + table
            + " (id INT PRIMARY KEY, "
            + columns
            + ", last INT) CHARACTER SET utf8mb4");
  }

  private static String column(int number) {
    return "c" + number;
  }

  /** A row with the first values, and in the second round one with the others and an update. */
  private void change(DatabaseServer from, List<EveryType> types, int round) {
    List<String> statements = new ArrayList<>();
    statements.add("USE " + database);
    statements.add("SET time_zone = '+00:00'");
    if (round > 0 && from.version().contains("MariaDB")) {
      statements.add("SET column_compression_zlib_wrap = ON");
    }
    for (String table : List.of("every", "skipped")) {
      statements.add(insert(table, 10 * round, types, 0));
      statements.add(insert(table, 10 * round + 1, types, 1));
      statements.add(insert(table, 10 * round + 2, types, 2));
    }
    if (round > 0) {
      statements.add("UPDATE every SET last = 7 WHERE id = 2");
      statements.add("UPDATE every SET " + values(types, 2) + " WHERE id = 1");
      statements.add("UPDATE every SET " + values(types, 1) + " WHERE id = 12");
    }
    from.execute(statements.toArray(String[]::new));
  }

  private String skippedRowsChange() {
    return "UPDATE " + database + ".skipped SET last = id + 100, c0 = NULL WHERE id % 10 < 2";
  }

  private static String insert(String table, int id, List<EveryType> types, int value) {
    return "INSERT INTO "
        + table
        + " VALUES ("
        + id
        + ", "
        + types.stream().map(type -> type.values().get(value)).collect(Collectors.joining(", "))
        + ", "
        + id
        + ")";
  }

  private static String values(List<EveryType> types, int value) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> column(i) + " = " + types.get(i).values().get(value))
        .collect(Collectors.joining(", "));
  }

  private void assertSame(DatabaseServer from, String table, List<EveryType> types)
      throws SQLException {
    String select =
        "id, last"
            + IntStream.range(0, types.size())
                .mapToObj(i -> ", " + types.get(i).shown().formatted(column(i)))
                .collect(Collectors.joining());
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      String name = database + "." + table;
      assertThat(TableDigest.rows(sink, name, select))
          .as(name)
          .isEqualTo(TableDigest.rows(source, name, select))
          .isNotEmpty();
    }
  }

  private void run(DatabaseServer from) throws InterruptedException {
    MigrationProject project =
        Pairs.project(database, from, to)
            .objects(o -> o.columns(database + ".skipped", "last", "id"))
            .phases(
                p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
