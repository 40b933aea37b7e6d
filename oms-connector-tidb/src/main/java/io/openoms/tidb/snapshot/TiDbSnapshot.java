package io.openoms.tidb.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilySnapshot;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import io.openoms.tidb.catalog.TextOrder;
import io.openoms.tidb.catalog.TextOrderProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads rows of TiDB: chunks as the family does, each statement at the timestamp of its own
 * beginning; a state of tables in a transaction. Thread-safe.
 */
public final class TiDbSnapshot implements SnapshotSource {

  private final Connections connections;
  private final SnapshotSource rows;
  private final TextOrderProbe order;

  /**
   * Reads over those connections of the server with those facts.
   *
   * @param order how the cluster compares texts
   */
  public TiDbSnapshot(Connections connections, ServerFacts facts, TextOrderProbe order) {
    this.connections = connections;
    this.order = order;
    this.rows =
        new MySqlFamilySnapshot(connections, facts, ReadMoments.ofStatements(), Optional.empty());
  }

  @Override
  public void validate(TableRead read) {
    rows.validate(read);
  }

  /** A cluster that compares bytes cannot say what another collation would take for equal. */
  @Override
  public KeyCollisions collisions(
      TableRead read, IndexDefinition key, Map<String, String> collations) {
    return order.ask() == TextOrder.BY_BYTES
        ? KeyCollisions.unknown()
        : rows.collisions(read, key, collations);
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    return rows.splitter(read, after, chunkRows);
  }

  @Override
  public KeyTuple canonical(TableRead read, KeyTuple bound) {
    return rows.canonical(read, bound);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    return rows.read(read, range, batches);
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    return rows.find(read, keys, batches);
  }

  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    return TransactionPoint.open(connections, tables.get(0).table().name());
  }

  @Override
  public ReadPoint sharedPoint(List<TableRead> tables) {
    return readPoint(tables);
  }
}
