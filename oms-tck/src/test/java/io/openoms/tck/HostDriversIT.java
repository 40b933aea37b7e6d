package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts bring Connector/J and HikariCP in versions of their own: a copy with following, in a
 * process whose class path has such ones in place of ours. The build puts the drivers into {@code
 * target/drivers}, the pools into {@code target/pools}.
 */
class HostDriversIT {

  private final DatabaseServer from = ServerType.MYSQL_97.get().shared();
  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("driver", from, to);
  @TempDir private Path spool;

  @Test
  void driver80AndPool51CopyAndFollow() throws Exception {
    copiesAndFollows("8.0", "hikari-5");
  }

  @Test
  @Thorough
  void driver84AndPool63CopyAndFollow() throws Exception {
    copiesAndFollows("8.4", "hikari-6");
  }

  private void copiesAndFollows(String driver, String pool) throws Exception {
    String name = database.name();
    from.execute(
        "CREATE DATABASE " + name,
        "USE " + name,
        "CREATE TABLE keyed (id INT PRIMARY KEY, t TEXT, d DATETIME(6), b BLOB, j JSON)",
        "CREATE TABLE loose (a INT, t VARCHAR(9))",
        "INSERT INTO keyed SELECT 1000 * a.help_topic_id + b.help_topic_id,"
            + " CONCAT('Tür ', a.help_topic_id), '2026-01-02 03:04:05.678901', x'00ff', '[1, {}]'"
            + " FROM mysql.help_topic a, mysql.help_topic b"
            + " WHERE a.help_topic_id < 40 AND b.help_topic_id < 100",
        "INSERT INTO loose SELECT id % 7, 'same' FROM keyed");
    String[] options = {"-cp", classPath(driver, pool)};
    FollowProcess engine = new FollowProcess(name, from, to, spool);
    assertThat(engine.exit(options)).isZero();
    from.execute(
        "USE " + name,
        "UPDATE keyed SET t = 'changed {fn now()}', j = '{\"a\": 2}' WHERE id % 3 = 0",
        "DELETE FROM keyed WHERE id % 5 = 0",
        "INSERT INTO keyed VALUES (-1, NULL, NULL, '', NULL)",
        "DELETE FROM loose WHERE a = 3",
        "UPDATE loose SET t = 'other' WHERE a = 4");
    assertThat(engine.exit(options)).isZero();
    SqlComparison sides = new SqlComparison(from, to, name);
    sides.assertSameRows("keyed", "*");
    sides.assertSameRows("loose", "*");
  }

  /** Ours with that driver and pool in place of our own. */
  private static String classPath(String driver, String pool) throws Exception {
    String ours =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> all = Arrays.asList(ours.split(File.pathSeparator));
    List<String> others =
        all.stream().filter(path -> !path.matches(".*/(mysql-connector-j|HikariCP)-.*")).toList();
    assertThat(others).hasSize(all.size() - 2);
    return String.join(
        File.pathSeparator,
        only("target/drivers/" + driver, "mysql-connector-j-" + driver),
        only("target/pools/" + pool, "HikariCP-" + pool.substring(pool.length() - 1)),
        String.join(File.pathSeparator, others));
  }

  private static String only(String directory, String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      Path found = files.collect(Collectors.toList()).get(0).toAbsolutePath();
      assertThat(found.getFileName().toString()).startsWith(name);
      return found.toString();
    }
  }
}
