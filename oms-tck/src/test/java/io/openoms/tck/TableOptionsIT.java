package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a database or table as a whole: default collations, next numbers, layouts. */
@WithServers
class TableOptionsIT {

  @TempDir Path spool;

  @Test
  void defaultsAndNextNumbersArriveAndWhatStaysIsTold(
      @Server(ServerType.MYSQL_97) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to)
      throws Exception {
    String database = TestedPair.newName("options");
    SqlComparison sides = new SqlComparison(from, to, database);
    try {
      from.execute(
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
          "USE " + database,
          "CREATE TABLE n (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
          "INSERT INTO n (v) VALUES (1), (2), (3)",
          // The catalog remembers this number for a day.
          "ANALYZE TABLE n",
          "SELECT auto_increment FROM information_schema.tables WHERE table_schema = '"
              + database
              + "'",
          "INSERT INTO n VALUES (1000, 1)",
          "DELETE FROM n WHERE id = 1000",
          "CREATE TABLE o (id INT PRIMARY KEY) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8"
              + " DEFAULT CHARSET=latin1");
      MigrationResult first = follow(database, from, to);
      assertThat(object(first, "o").warnings())
          .anySatisfy(line -> assertThat(line).contains("ROW_FORMAT=COMPRESSED"))
          .anySatisfy(line -> assertThat(line).contains("KEY_BLOCK_SIZE=8"))
          .anySatisfy(line -> assertThat(line).contains("latin1_swedish_ci becomes"));
      assertThat(
              HardSchemaChecks.text(
                  to,
                  "SELECT default_collation_name FROM information_schema.schemata"
                      + " WHERE schema_name = '"
                      + database
                      + "'"))
          .isEqualTo("utf8mb4_bin");
      sides.assertNextNumberNotLower("n");

      from.execute(
          "INSERT INTO " + database + ".n VALUES (5000, 1)",
          "DELETE FROM " + database + ".n WHERE id = 5000");
      follow(database, from, to);
      sides.assertNextNumberNotLower("n");
      assertThat(HardSchemaChecks.text(to, "SELECT COUNT(*) FROM " + database + ".n"))
          .isEqualTo("3");
    } finally {
      List.of(from, to).forEach(server -> server.execute("DROP DATABASE IF EXISTS " + database));
    }
  }

  private MigrationResult follow(String database, DatabaseServer from, DatabaseServer to)
      throws Exception {
    MigrationResult result =
        TestedPair.run(
            Pairs.following(database, from, to, spool.resolve(database), i -> i.untilCaughtUp()));
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(object -> assertThat(object.error()).isEmpty());
    return result;
  }

  private static ObjectResult object(MigrationResult result, String name) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
