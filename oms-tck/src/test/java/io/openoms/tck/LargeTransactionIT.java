package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions that are larger than the memory of the engine's process, objects of 5 MB among them:
 * refused by name where they must stay whole, else applied in parts. {@code -Dopenoms.large.rows}
 * and {@code -Dopenoms.large.heap} say how large.
 */
@Thorough
class LargeTransactionIT {

  private static final int ROWS = Integer.getInteger("openoms.large.rows", 80_000);
  private static final String HEAP = System.getProperty("openoms.large.heap", "160m");
  private static final int OBJECT_KIB = Integer.getInteger("openoms.large.object", 1024);
  private static final int OBJECTS = 6;

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("large", from, to);

  @TempDir private Path directory;

  @Test
  void aTransactionLargerThanMemoryIsRefusedByNameOrAppliedInParts() throws Exception {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "USE " + database.name(),
        "CREATE TABLE t (id INT PRIMARY KEY, v INT, pad VARCHAR(1000), KEY (v))",
        "CREATE TABLE objects (id INT PRIMARY KEY, v INT, body LONGBLOB)");
    assertThat(run("")).as("the copy").isZero();

    transaction(
        "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n"
            + (" WHERE id < " + ROWS + ") SELECT id, id % 97, REPEAT(SHA2(id, 256), 14) FROM n"),
        "UPDATE t SET v = v + 1 WHERE id % 2 = 0",
        "DELETE FROM t WHERE id % 10 = 1",
        "INSERT INTO objects WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n"
            + (" WHERE id < "
                + OBJECTS
                + ") SELECT id, 1, REPEAT(SHA2(id, 256), 16 * "
                + OBJECT_KIB
                + ") FROM n"),
        "UPDATE objects SET v = 2, body = CONCAT(body, x'00ff27') WHERE id < 3");

    assertThat(run("whole")).as("a transaction that must stay whole").isEqualTo(1);
    assertThat(error()).content().contains("TRANSACTION_TOO_LARGE");
    assertThat(run("split")).as("one that may be split").isZero();
    assertEqual();

    transaction("UPDATE t SET pad = REVERSE(pad)", "UPDATE objects SET v = 3");

    assertThat(run("")).as("one that lanes share").isZero();
    assertEqual();
  }

  private void transaction(String... statements) throws Exception {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("USE " + database.name());
      statement.execute("SET SESSION cte_max_recursion_depth = " + (ROWS + 1));
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private int run(String transactions) throws Exception {
    return new FollowProcess(database.name(), from, to, directory.resolve("spool"))
        .exit(
            "-Xmx" + HEAP,
            "-Dopenoms.error=" + error(),
            "-Dopenoms.follow.window=20000",
            "-Dopenoms.follow.transactions=" + transactions);
  }

  private Path error() {
    return directory.resolve("error");
  }

  private void assertEqual() throws Exception {
    new SqlComparison(from, to, database.name()).assertSameContent(List.of("t", "objects"));
  }
}
