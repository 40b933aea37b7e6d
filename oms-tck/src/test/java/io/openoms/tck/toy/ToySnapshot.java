package io.openoms.tck.toy;

import static java.util.stream.Collectors.toSet;

import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads rows. A key is the number in the first column. Thread-safe. */
record ToySnapshot(Journal journal) implements SnapshotSource {

  @Override
  public void validate(TableRead read) {
    if (read.filter().isPresent()) {
      throw new IllegalArgumentException("a journal has no row filters");
    }
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    return new Splitter(this, read, after, chunkRows);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    return new ToyRows(rows(read, range, journal.end()), read.columns(), batches);
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    Set<Long> wanted =
        IntStream.range(0, keys.rows()).mapToObj(row -> number(keys, row)).collect(toSet());
    List<List<@Nullable String>> found =
        rows(read, ChunkRange.all(), journal.end()).stream()
            .filter(row -> wanted.contains(key(row)))
            .toList();
    return new ToyRows(found, read.columns(), batches);
  }

  private static long number(RowBatch keys, int row) {
    int from = keys.offset(row, 0);
    return Long.parseLong(
        new String(keys.data(), from, keys.length(row, 0), StandardCharsets.US_ASCII));
  }

  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    return new Point(this, journal.end());
  }

  List<List<@Nullable String>> rows(TableRead read, ChunkRange range, long number) {
    List<List<@Nullable String>> all = journal.rows(read.table().name().name(), number);
    if (read.key().isEmpty()) {
      return all;
    }
    return all.stream()
        .filter(row -> range.after().filter(bound -> key(row) <= number(bound)).isEmpty())
        .filter(row -> range.upTo().filter(bound -> key(row) > number(bound)).isEmpty())
        .sorted(Comparator.comparingLong(ToySnapshot::key))
        .toList();
  }

  private static long key(List<@Nullable String> row) {
    return Long.parseLong(Objects.requireNonNull(row.get(0)));
  }

  private static long number(KeyTuple key) {
    return Long.parseLong(new String(key.value(0), StandardCharsets.US_ASCII));
  }

  /** The journal up to one transaction. */
  private record Point(ToySnapshot snapshot, long number) implements ReadPoint {

    @Override
    public Optional<Position> position() {
      return Optional.of(ToyLog.position(number));
    }

    @Override
    public String whyNoPosition() {
      return "the position is known";
    }

    @Override
    public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
      return new ToyRows(snapshot.rows(read, range, number), read.columns(), batches);
    }

    @Override
    public void close() {}
  }

  /** Walks the keys. One thread. */
  private static final class Splitter implements ChunkSplitter {

    private final ToySnapshot snapshot;
    private final TableRead read;
    private final long chunkRows;
    private Optional<KeyTuple> after;

    Splitter(ToySnapshot snapshot, TableRead read, Optional<KeyTuple> after, long chunkRows) {
      this.snapshot = snapshot;
      this.read = read;
      this.after = after;
      this.chunkRows = chunkRows;
    }

    @Override
    public Optional<KeyTuple> nextBound() {
      ChunkRange rest = new ChunkRange(after, Optional.empty());
      List<List<@Nullable String>> rows = snapshot.rows(read, rest, snapshot.journal.end());
      if (rows.size() <= chunkRows) {
        return Optional.empty();
      }
      String key = Long.toString(key(rows.get((int) chunkRows - 1)));
      after = Optional.of(KeyTuple.of(List.of(key.getBytes(StandardCharsets.US_ASCII))));
      return after;
    }

    @Override
    public void close() {}
  }
}
