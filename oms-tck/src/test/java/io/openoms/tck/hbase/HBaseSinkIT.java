package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.WriteGate;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.client.CompactionState;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;

/** Cells that come back to HBase, and what keeps applications from writing to it. */
class HBaseSinkIT {

  private static final long LONGEST_NANOS = 60_000_000_000L;

  @Test
  void aPutThatADeleteHidesIsNamedAndArrivesAfterACompaction() throws Exception {
    try (HBasePair pair = HBasePair.open();
        EndpointSession session = open(pair)) {
      pair.create("t", family("f").build());
      pair.put("t", cell("r", "f", "q", 10, "old"), cell("r", "f", "q", 20, "new"));
      try (Table table = pair.table("t")) {
        table.delete(new Delete(bytes("s")).addColumns(bytes("f"), bytes("q"), 15));
      }
      Sink sink = new Sink(session, pair);
      sink.commit(
          changes -> assertThat(changes.delete(sink.table, sink.keys(10, 11))).isEqualTo(1));
      sink.commit(changes -> changes.upsert(sink.table, sink.key(), sink.rows("s", 16, "seen")));

      assertThatThrownBy(
              () ->
                  sink.commit(
                      changes -> changes.upsert(sink.table, sink.key(), sink.rows("r", 10, "x"))))
          .hasMessageContaining("CELL_HIDDEN")
          .hasMessageContaining("a Delete with the time stamp 10");
      assertThatThrownBy(
              () ->
                  sink.commit(
                      changes -> changes.upsert(sink.table, sink.key(), sink.rows("s", 15, "x"))))
          .hasMessageContaining("a DeleteColumn with the time stamp 15");
      compact(pair);
      sink.commit(changes -> changes.upsert(sink.table, sink.key(), sink.rows("r", 10, "back")));

      assertThat(pair.fromSource("t", "f"))
          .containsExactly(line("r", 20, "new"), line("r", 10, "back"), line("s", 16, "seen"));
    }
  }

  @Test
  void aReadOnlyTableRefusesWritesUntilItIsOpened() throws Exception {
    try (HBasePair pair = HBasePair.open();
        EndpointSession session = open(pair)) {
      pair.create("t", new byte[][] {bytes("m")}, HBaseFollowIT.replicated("f"));
      pair.create("other", family("f").build());
      CaptureSetup setup = session.captureSetup().orElseThrow();
      try {
        setup.establish(List.of(definition(session, pair)));
        WriteGate gate = session.writeGate().orElseThrow();
        String before = gate.look();
        assertThat(gate.holds(true)).isEmpty();
        gate.freeze(true);
        gate.freeze(true);
        assertThat(gate.holds(true)).isPresent();

        assertThatThrownBy(() -> pair.put("t", cell("a", "f", "q", 1, "v")))
            .hasMessageContaining("read only");
        assertThatThrownBy(() -> pair.put("t", cell("z", "f", "q", 1, "v")))
            .hasMessageContaining("read only");
        pair.put("other", cell("a", "f", "q", 1, "v"));

        setup.release();
        gate.thaw(before);
        pair.put("t", cell("a", "f", "q", 1, "v"));
        assertThat(gate.passOwn()).isFalse();
      } finally {
        setup.release();
      }
    }
  }

  private static EndpointSession open(HBasePair pair) {
    return pair.sourceEndpoint().open(new EndpointOptions(pair.namespace(), 2, "oms_state"));
  }

  private static TableDefinition definition(EndpointSession session, HBasePair pair) {
    return session
        .catalog()
        .orElseThrow()
        .table(new ObjectName(pair.namespace(), "t$f"))
        .orElseThrow();
  }

  /** The markers of deletes leave the table with the files that hold them. */
  private static void compact(HBasePair pair) throws Exception {
    pair.admin().flush(pair.name("t"));
    pair.admin().majorCompact(pair.name("t"));
    long end = System.nanoTime() + LONGEST_NANOS;
    while (pair.admin().getLastMajorCompactionTimestamp(pair.name("t")) == 0
        || pair.admin().getCompactionState(pair.name("t")) != CompactionState.NONE) {
      assertThat(System.nanoTime()).as("the compaction ends").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static String line(String row, long time, String value) {
    return HBasePair.hex(bytes(row))
        + "|"
        + HBasePair.hex(bytes("q"))
        + "|"
        + -time
        + "|"
        + HBasePair.hex(bytes(value));
  }

  /** The sink's own calls, without an engine. */
  private static final class Sink {

    private final RowSink sink;
    private final ObjectName table;
    private final List<ColumnDefinition> columns;

    Sink(EndpointSession session, HBasePair pair) {
      this.sink = session.rowSink().orElseThrow();
      TableDefinition definition = definition(session, pair);
      this.table = definition.name();
      this.columns = definition.columns();
    }

    List<ColumnDefinition> key() {
      return columns.subList(0, 3);
    }

    void commit(Consumer<ChangeWriter> changes) {
      try (SinkConnection connection = sink.connect();
          SinkTransaction transaction = connection.begin()) {
        changes.accept(transaction.changes());
        transaction.commit();
      }
    }

    RowBatch rows(String row, long time, String value) {
      RowBatch.Builder batch = new RowBatches(new BatchLimits(10, 1_000)).begin(columns);
      key(batch, row, time);
      batch.add(bytes(value));
      return batch.build();
    }

    /** Keys of the row {@code r}. */
    RowBatch keys(long... times) {
      RowBatch.Builder batch = new RowBatches(new BatchLimits(10, 1_000)).begin(key());
      for (long time : times) {
        key(batch, "r", time);
      }
      return batch.build();
    }

    private static void key(RowBatch.Builder batch, String row, long time) {
      batch.add(bytes(row));
      batch.add(bytes("q"));
      batch.add(Long.toString(-time).getBytes(StandardCharsets.US_ASCII));
    }
  }
}
