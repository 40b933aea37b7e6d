package io.openoms.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowLookup;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each row of the source has the unique value that the row before it still has at the sink. */
class KeyConflictsTest {

  private static final ObjectName NAME = new ObjectName("shop", "name");
  private static final TableDefinition TABLE =
      MemoryTables.table("shop", "name")
          .number("id")
          .text("name")
          .primaryKey("id")
          .unique("name", "name")
          .define();

  private final MemoryServer source = new MemoryServer();
  private final MemoryServer sink = new MemoryServer();
  private final EndpointSession from = open(source, "source");
  private final EndpointSession to = open(sink, "sink");

  private static EndpointSession open(MemoryServer server, String role) {
    return new MemoryEndpoint(server).open(new EndpointOptions("conflicts", 1, role));
  }

  @AfterEach
  void close() {
    from.close();
    to.close();
  }

  @Test
  void allRowsOfAChainAreTakenFromTheSource() {
    settleChain(60);
    assertThat(sink.rows(NAME)).isEqualTo(source.rows(NAME)).hasSize(60);
  }

  /** What is read again for each row more must end. */
  @Thorough
  @Test
  void moreThanFourHundredAreNamedAndNothingIsWritten() {
    assertThatThrownBy(() -> settleChain(402))
        .hasMessageContaining("KEYS_COLLIDE")
        .hasMessageContaining("shop.name")
        .hasMessageContaining("more than 400 rows meet");
    assertThat(sink.rows(NAME)).hasSize(401).contains("1|v1", "401|v401");
  }

  private void settleChain(int rows) {
    fill(source, rows, 1);
    fill(sink, rows - 1, 0);
    try (SinkConnection connection = to.rowSink().orElseThrow().connect();
        SinkTransaction transaction = connection.begin()) {
      new KeyConflicts(transaction, NAME, List.of(origin())).settle(List.of(key(rows)));
      transaction.commit();
    }
  }

  /** Rows from 1 on, each with the value of the row that is so many places before it. */
  private static void fill(MemoryServer server, int rows, int before) {
    server.create(TABLE);
    server.write(
        w -> IntStream.rangeClosed(1, rows).forEach(id -> w.insert(NAME, id, "v" + (id - before))));
  }

  private Origin origin() {
    List<ColumnDefinition> columns = TABLE.columns();
    TableRead read = new TableRead(TABLE, columns, TABLE.copyKey(), Optional.empty());
    RowBatches batches = new RowBatches(new BatchLimits(100, 1 << 16));
    RowLookup lookup = from.rowLookup().orElseThrow();
    return new Origin(NAME, columns, TABLE.copyKey(), keys -> lookup.find(read, keys, batches));
  }

  private static RowImage key(int id) {
    RowImage.Builder key = new RowImage.Builder(1);
    key.add(Integer.toString(id).getBytes(StandardCharsets.UTF_8));
    return key.build();
  }
}
