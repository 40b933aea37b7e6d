package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are found by keys of every kind, and not before a transaction that holds them has ended. */
class RowLookupIT {

  private static final RowBatches MEMORY = new RowBatches(new BatchLimits(1_000, 1 << 20));

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void rowsAreFoundByTheirKeysByAUserWhoMayOnlySelect(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    boolean mariaDb = server.version().contains("MariaDB");
    String database = TestedPair.newName("lookup");
    String user = database.substring(0, 15);
    List<String> sql = new ArrayList<>(List.of("CREATE DATABASE " + database, "USE " + database));
    sql.add("SET sql_mode = 'ALLOW_INVALID_DATES'");
    sql.addAll(KeyTables.statements(mariaDb));
    sql.add("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'only-reads'");
    sql.add("GRANT SELECT ON " + database + ".* TO '" + user + "'@'%'");
    server.execute(sql.toArray(String[]::new));
    try (EndpointSession session =
        MySql.at(server.jdbcUrl())
            .credentials(user, "only-reads")
            .open(new EndpointOptions("lookup", 3, "unused"))) {
      for (String name : KeyTables.names(mariaDb)) {
        TableRead read = read(session, new ObjectName(database, name));
        if (!read.key().isEmpty()) {
          List<RowImage> all =
              rows(session.snapshot().orElseThrow().read(read, ChunkRange.all(), MEMORY));
          assertThat(found(session, read, all)).as(name).containsExactlyInAnyOrderElementsOf(all);
          if (!all.isEmpty()) {
            assertThat(found(session, read, all.subList(0, 1))).as(name).contains(all.get(0));
          }
        }
      }
      assertWaits(server, session, new ObjectName(database, "k_enum"));
    } finally {
      server.execute("DROP DATABASE " + database, "DROP USER '" + user + "'@'%'");
    }
  }

  /** A transaction that is in the log may hold its rows still. */
  private static void assertWaits(DatabaseServer server, EndpointSession session, ObjectName table)
      throws Exception {
    TableRead read = read(session, table);
    List<RowImage> rows =
        rows(session.snapshot().orElseThrow().read(read, ChunkRange.all(), MEMORY));
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("UPDATE " + table + " SET n = -1");
      CompletableFuture<List<RowImage>> found =
          CompletableFuture.supplyAsync(() -> found(session, read, rows.subList(0, 1)));
      Thread.sleep(500);
      assertThat(found).isNotDone();
      connection.commit();
      assertThat(found.get().get(0)).isNotEqualTo(rows.get(0));
    }
  }

  private static TableRead read(EndpointSession session, ObjectName name) {
    Catalog catalog = session.catalog().orElseThrow();
    TableDefinition table = catalog.table(name).orElseThrow();
    return new TableRead(table, table.storedColumns(), table.copyKey(), Optional.empty());
  }

  private static List<RowImage> found(
      EndpointSession session, TableRead read, List<RowImage> rows) {
    RowBatch.Builder keys = MEMORY.begin(read.key());
    int[] numbers = read.key().stream().mapToInt(read.columns()::indexOf).toArray();
    for (RowImage row : rows) {
      for (int column : numbers) {
        keys.add(row, column);
      }
    }
    return rows.isEmpty()
        ? List.of()
        : rows(session.rowLookup().orElseThrow().find(read, keys.build(), MEMORY));
  }

  private static List<RowImage> rows(RowReader from) {
    List<RowImage> rows = new ArrayList<>();
    try (RowReader reader = from) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        int[] columns = IntStream.range(0, batch.columns().size()).toArray();
        for (int row = 0; row < batch.rows(); row++) {
          rows.add(RowImage.of(batch, row, columns));
        }
      }
    }
    return rows;
  }
}
