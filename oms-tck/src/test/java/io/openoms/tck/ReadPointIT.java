package io.openoms.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.MySqlFamily;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;

/** All tables of a read point show one state, and the position is that of this state. */
class ReadPointIT {

  private static final RowBatches MEMORY = new RowBatches(new BatchLimits(10, 1 << 20));
  private static final int POINTS = 15;

  private final String database = TestedPair.newName("point");

  /** Each transaction takes from one table what it gives to the other, and counts itself. */
  @ParameterizedTest
  @MySqlFamily
  void severalTablesShowOneStateWhileSomebodyWrites(DatabaseServer server) throws Exception {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".a (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE " + database + ".b (v INT)",
        "INSERT INTO " + database + ".a VALUES (1, 1000000), (2, 0)",
        "INSERT INTO " + database + ".b VALUES (0)");
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (EndpointSession session =
        MySql.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .open(new EndpointOptions("point", 3, "unused"))) {
      Future<?> writer = threads.submit(() -> write(server, over));
      List<TableRead> tables = List.of(read(session, "a"), read(session, "b"));
      Set<String> positions = new HashSet<>();
      for (int i = 0; i < POINTS; i++) {
        try (ReadPoint point = session.snapshot().orElseThrow().readPoint(tables)) {
          // Twice, so that later reads are of the same state as the first one.
          for (int again = 0; again < 2; again++) {
            long a = sum(point, tables.get(0));
            Thread.sleep(5);
            assertThat(a + sum(point, tables.get(1))).as("point %s", i).isEqualTo(1_000_000);
          }
          positions.add(point.position().orElseThrow().text());
        }
      }
      assertThat(positions).as("the writer is at work").hasSizeGreaterThan(1);
      over.set(true);
      writer.get();
    } finally {
      over.set(true);
      threads.shutdown();
      server.execute("DROP DATABASE " + database);
    }
  }

  private void write(DatabaseServer server, AtomicBoolean over) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        statement.execute("UPDATE " + database + ".a SET v = v - 1 WHERE id = 1");
        statement.execute("UPDATE " + database + ".b SET v = v + 1");
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private TableRead read(EndpointSession session, String name) {
    TableDefinition table =
        session.catalog().orElseThrow().table(new ObjectName(database, name)).orElseThrow();
    return new TableRead(table, table.storedColumns(), table.copyKey(), Optional.empty());
  }

  /** Of the last column. */
  private static long sum(ReadPoint point, TableRead read) {
    long sum = 0;
    int column = read.columns().size() - 1;
    try (RowReader rows = point.read(read, ChunkRange.all(), MEMORY)) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          int length = batch.length(row, column);
          sum += Long.parseLong(new String(batch.data(), batch.offset(row, column), length, UTF_8));
        }
      }
    }
    return sum;
  }
}
