package io.openoms.hbase.snapshot;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.jspecify.annotations.Nullable;

/** The cells that are there now under some keys. One thread. */
final class CellLookup implements RowReader {

  /** Answers that are held at a time: values may be large. */
  private static final int AT_A_TIME = 20;

  private final Cluster cluster;
  private final FamilyName name;
  private final CellColumns columns;
  private final RowBatches batches;
  private final RowBatch keys;
  private int next;

  CellLookup(
      Cluster cluster, FamilyName name, CellColumns columns, RowBatch keys, RowBatches batches) {
    this.cluster = cluster;
    this.name = name;
    this.columns = columns;
    this.keys = keys;
    this.batches = batches;
  }

  @Override
  public @Nullable RowBatch next() {
    RowBatch.Builder batch = batches.begin(columns.columns());
    while (next < keys.rows() && !batch.isFull()) {
      int end = Math.min(keys.rows(), next + AT_A_TIME);
      List<Get> gets = new ArrayList<>();
      while (next < end) {
        get(next++).ifPresent(gets::add);
      }
      for (Result result : results(gets)) {
        for (Cell cell : result.rawCells()) {
          columns.add(cell, batch);
        }
      }
    }
    return batch.isEmpty() ? null : batch.build();
  }

  private List<Result> results(List<Get> gets) {
    List<CompletableFuture<Result>> answers = cluster.table(name.table()).get(gets);
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    cluster.await(all, ErrorContext.of(name.object()), "reading cells by their keys");
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** Empty for a key that no cell can have: a spoiled target may hold any. */
  private Optional<Get> get(int row) {
    byte[] key = value(row, CellTable.ROW);
    long negated =
        Long.parseLong(new String(value(row, CellTable.TIME), StandardCharsets.US_ASCII));
    boolean exists =
        key.length > 0
            && key.length <= HConstants.MAX_ROW_LENGTH
            && negated <= 0
            && negated > -Long.MAX_VALUE;
    return exists
        ? Optional.of(
            new Get(key)
                .addColumn(name.bytes(), value(row, CellTable.QUALIFIER))
                .setTimestamp(-negated)
                .setCacheBlocks(false))
        : Optional.empty();
  }

  private byte[] value(int row, String column) {
    List<String> names = keys.columns().stream().map(ColumnDefinition::name).toList();
    int number = names.indexOf(column);
    int offset = keys.offset(row, number);
    return Arrays.copyOfRange(keys.data(), offset, offset + keys.length(row, number));
  }

  @Override
  public void close() {
    // Nothing is open between two batches.
  }
}
