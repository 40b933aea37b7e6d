package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that all differ, with large objects, are compared and repaired in little memory. */
@Thorough
class VerificationMemoryIT {

  private static final String HEAP = "200m";
  private static final int ROWS = 120;
  private static final int LARGE_ROWS = 30;

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("wide", from, to);

  /** Each end holds more than the heap, and all of it differs. */
  @Test
  void differencesLargerThanTheHeapAreFound() throws Exception {
    String keyed = database.name() + ".keyed";
    String keyless = database.name() + ".keyless";
    for (DatabaseServer server : new DatabaseServer[] {from, to}) {
      server.execute(
          Stream.of(
                  Stream.of(
                      "CREATE DATABASE " + database.name(),
                      "CREATE TABLE " + keyed + " (id INT PRIMARY KEY, n INT, body LONGTEXT)",
                      "CREATE TABLE " + keyless + " (n INT, body LONGBLOB)"),
                  rows(keyed + " SELECT %1$d, 1, REPEAT('%1$03d-é', 400000)", ROWS),
                  rows(keyless + " SELECT %1$d, REPEAT('%1$04d', 250000)", ROWS / 2))
              .flatMap(one -> one)
              .toArray(String[]::new));
    }
    to.execute(
        "UPDATE " + keyed + " SET n = 2", "UPDATE " + keyless + " SET n = -n WHERE n % 10 = 1");

    int different = ROWS + 2 * (ROWS / 2 / 10);
    assertThat(
            VerificationProcess.run(
                HEAP,
                "" + different,
                "false",
                database.name(),
                from.jdbcUrl(),
                from.user(),
                to.jdbcUrl(),
                to.user()))
        .isZero();
  }

  /** By the source's statistics rows are small. */
  @Test
  void largeRowsThatStatisticsTakeForSmallOnesAreRepaired() throws Exception {
    String table = database.name() + ".hidden";
    String columns = table + " (id INT PRIMARY KEY, n INT, body LONGTEXT)";
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + columns + " STATS_PERSISTENT = 1, STATS_AUTO_RECALC = 0",
        "INSERT INTO " + table + " VALUES (0, 1, 'small')",
        "ANALYZE TABLE " + table);
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + columns,
        "INSERT INTO " + table + " VALUES (0, 1, 'small')");
    String large = table + " SELECT %1$d, 1, REPEAT('%1$04d', 2000000)";
    from.execute(rows(large, LARGE_ROWS).toArray(String[]::new));
    to.execute(rows(large, LARGE_ROWS).toArray(String[]::new));
    to.execute("UPDATE " + table + " SET n = 2 WHERE id > 0");

    assertThat(
            VerificationProcess.run(
                HEAP,
                "" + LARGE_ROWS,
                "true",
                database.name(),
                from.jdbcUrl(),
                from.user(),
                to.jdbcUrl(),
                to.user()))
        .isZero();
  }

  private static Stream<String> rows(String insert, int count) {
    return Stream.iterate(1, number -> number + 1)
        .limit(count)
        .map(number -> "INSERT INTO " + insert.formatted(number));
  }
}
