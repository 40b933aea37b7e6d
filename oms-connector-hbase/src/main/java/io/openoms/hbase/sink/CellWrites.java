package io.openoms.hbase.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.WriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Row;

/**
 * Writes cells with their own time stamps: a put overwrites the version that is there, a delete
 * removes that version alone. So what is written again changes nothing, as long as nothing else has
 * been written in between. One thread.
 */
final class CellWrites implements ChangeWriter {

  /** What waits at the most before it is sent. */
  private static final long HELD_BYTES = 4L << 20;

  private static final int SENT_TOGETHER = 1_000;
  private static final String WHOLE =
      "the log of what comes back holds whole rows, and a cell has one key";

  private final Cluster cluster;
  private final Map<FamilyName, FamilyChanges> pending = new LinkedHashMap<>();
  private long bytes;

  CellWrites(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Optional<WriteResult> upsert(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    FamilyChanges changes = changes(table);
    CellRows cells = new CellRows(rows);
    for (int row = 0; row < cells.count(); row++) {
      changes.add(cells.place(row), Optional.of(cells.value(row, cluster.largestCell())));
    }
    added(rows);
    return Optional.empty();
  }

  @Override
  public long delete(ObjectName table, RowBatch keys) {
    FamilyChanges changes = changes(table);
    CellRows cells = new CellRows(keys);
    List<CellPlace> places =
        IntStream.range(0, cells.count())
            .mapToObj(cells::placeIfAny)
            .flatMap(Optional::stream)
            .toList();
    long found =
        CellsThere.ask(cluster, changes.name(), places).stream()
            .filter(Boolean::booleanValue)
            .count();
    places.forEach(place -> changes.add(place, Optional.empty()));
    added(keys);
    return found;
  }

  private FamilyChanges changes(ObjectName table) {
    FamilyName name =
        FamilyName.of(table)
            .orElseThrow(
                () ->
                    new MigrationException(
                        HBaseError.HBASE_TABLE_GONE,
                        ErrorContext.of(table),
                        "it is not the name of a column family"));
    return pending.computeIfAbsent(name, FamilyChanges::new);
  }

  private void added(RowBatch rows) {
    bytes += rows.bytes();
    if (bytes >= HELD_BYTES) {
      flush();
    }
  }

  /** Sends what waits, and returns when it is durable and readers see it. Blocks. */
  void flush() {
    pending.values().forEach(this::send);
    pending.clear();
    bytes = 0;
  }

  private void send(FamilyChanges changes) {
    FamilyName name = changes.name();
    List<Row> actions = changes.actions();
    for (int from = 0; from < actions.size(); from += SENT_TOGETHER) {
      List<Row> some = actions.subList(from, Math.min(from + SENT_TOGETHER, actions.size()));
      List<CompletableFuture<Object>> answers = cluster.table(name.table()).batch(some);
      cluster.awaitAll(answers, ErrorContext.of(name.object()), "writing cells");
    }
    new HiddenPuts(cluster, name).requireNone(changes.puts());
  }

  /** Not called: that needs savepoints. */
  @Override
  public long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    throw new UnsupportedOperationException("what was written here is not undone");
  }

  /** No cell keeps another one out. */
  @Override
  public Optional<RowImage> inTheWay(
      ObjectName table, List<ColumnDefinition> key, RowBatch rows, int row) {
    return Optional.empty();
  }

  /** Not called: updates come as deletes and puts. */
  @Override
  public long update(ObjectName table, RowBatch keys, RowBatch values) {
    throw new UnsupportedOperationException(WHOLE);
  }

  /** Not called: cells have no foreign keys. */
  @Override
  public List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted) {
    throw new UnsupportedOperationException(WHOLE);
  }

  /** Not called: this sink does not claim it. */
  @Override
  public int deleteEqual(ObjectName table, RowBatch rows, int row, int limit) {
    throw new UnsupportedOperationException(WHOLE);
  }

  /** Not called: this sink does not claim it. */
  @Override
  public void savepoint() {
    throw new UnsupportedOperationException("what was written here is not undone");
  }

  /** Not called: this sink does not claim it. */
  @Override
  public void rollbackToSavepoint() {
    throw new UnsupportedOperationException("what was written here is not undone");
  }
}
