package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowFingerprint;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ValueForm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose rows are fingerprinted at the server, and in Java as they are read. One thread.
 *
 * @param session where the table is
 * @param read what counts
 */
public record FingerprintedTable(EndpointSession session, FingerprintRead read) {

  private static final RowBatches MEMORY = new RowBatches(new BatchLimits(50, 1 << 20));
  private static final int BUCKETS = 3;

  /** A table with all columns that it stores. */
  public static FingerprintedTable of(EndpointSession session, ObjectName name) {
    TableDefinition table = session.catalog().orElseThrow().table(name).orElseThrow();
    TableRead read = new TableRead(table, table.storedColumns(), table.copyKey(), Optional.empty());
    return new FingerprintedTable(session, new FingerprintRead(read, Set.of()));
  }

  /** The same with one of the columns alone. */
  FingerprintedTable only(ColumnDefinition wanted) {
    return columns(name -> name.equals(wanted.name()));
  }

  /** The same with all columns but one. */
  FingerprintedTable without(String column) {
    return columns(name -> !name.equals(column));
  }

  private FingerprintedTable columns(Predicate<String> wanted) {
    TableRead all = read.read();
    List<ColumnDefinition> columns =
        all.columns().stream().filter(column -> wanted.test(column.name())).toList();
    return of(new TableRead(all.table(), columns, all.key(), all.filter()), read.digested());
  }

  /** The same with that row filter. */
  FingerprintedTable where(String filter) {
    TableRead all = read.read();
    return of(
        new TableRead(all.table(), all.columns(), all.key(), Optional.of(filter)), read.digested());
  }

  /** The same, all texts and bytes digested. */
  public FingerprintedTable digested() {
    Set<String> large =
        read.read().columns().stream()
            .filter(column -> hasLength(column.type().kind().form()))
            .map(ColumnDefinition::name)
            .collect(Collectors.toSet());
    return of(read.read(), large);
  }

  private static boolean hasLength(ValueForm form) {
    return form == ValueForm.TEXT || form == ValueForm.BYTES;
  }

  private FingerprintedTable of(TableRead other, Set<String> digested) {
    return new FingerprintedTable(session, new FingerprintRead(other, digested));
  }

  private FingerprintSource server() {
    return session.fingerprints().orElseThrow();
  }

  FingerprintSum sum() {
    return server().sum(read, ChunkRange.all());
  }

  /** The sums of some buckets. */
  List<FingerprintSum> buckets() {
    return server().buckets(read, BUCKETS);
  }

  /** The fingerprint of each key, as the server computes it. */
  Map<String, String> byKey() {
    Map<String, String> found = new TreeMap<>();
    try (RowReader rows = server().fingerprints(read, ChunkRange.all(), MEMORY)) {
      each(
          rows,
          (batch, row) -> {
            int last = batch.columns().size() - 1;
            assertThat(found.put(key(batch, row), text(batch, row, last))).isNull();
          });
    }
    return found;
  }

  /** The server computes what Java computes of the rows that are read. */
  public void assertAsRead() {
    List<Long> all = rows(ChunkRange.all());
    assertThat(sum()).as("%s", read.read().table().name()).isEqualTo(sum(all));
    if (!read.read().key().isEmpty()) {
      assertThat(byKey().values().stream().map(Long::parseUnsignedLong))
          .as("%s", read.read().table().name())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /** The same in chunks and buckets. */
  public void assertPartsAsRead() {
    List<Long> all = rows(ChunkRange.all());
    assertBuckets(all);
    if (!read.read().key().isEmpty()) {
      assertChunks(Math.max(2, all.size() / 3));
    }
  }

  private List<Long> rows(ChunkRange range) {
    return inJava(session.snapshot().orElseThrow().read(read.read(), range, MEMORY));
  }

  private void assertBuckets(List<Long> all) {
    List<FingerprintSum> sums = buckets();
    for (int i = 0; i < BUCKETS; i++) {
      int bucket = i;
      List<Long> expected =
          all.stream().filter(one -> Long.remainderUnsigned(one, BUCKETS) == bucket).toList();
      assertThat(sums.get(i)).isEqualTo(sum(expected));
      assertThat(inJava(server().bucket(read, BUCKETS, bucket, MEMORY)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(sums).hasSize(BUCKETS);
  }

  private void assertChunks(int chunkRows) {
    Optional<KeyTuple> after = Optional.empty();
    try (ChunkSplitter splitter =
        session.snapshot().orElseThrow().splitter(read.read(), after, chunkRows)) {
      Optional<KeyTuple> bound;
      do {
        bound = splitter.nextBound();
        ChunkRange range = new ChunkRange(after, bound);
        assertThat(server().sum(read, range)).isEqualTo(sum(rows(range)));
        after = bound;
      } while (bound.isPresent());
    }
  }

  private List<Long> inJava(RowReader from) {
    RowFingerprint fingerprints = new RowFingerprint(read);
    List<Long> found = new ArrayList<>();
    try (from) {
      each(from, (batch, row) -> found.add(fingerprints.of(batch, row)));
    }
    return found;
  }

  private static FingerprintSum sum(List<Long> fingerprints) {
    return new FingerprintSum(
        fingerprints.size(),
        fingerprints.stream()
            .map(one -> new BigInteger(Long.toUnsignedString(one)))
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  private interface Row {
    void take(RowBatch batch, int row);
  }

  private static void each(RowReader rows, Row row) {
    for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
      for (int i = 0; i < batch.rows(); i++) {
        row.take(batch, i);
      }
      MEMORY.recycle(batch);
    }
  }

  private static String key(RowBatch batch, int row) {
    return IntStream.range(0, batch.columns().size() - 1)
        .mapToObj(column -> text(batch, row, column))
        .collect(Collectors.joining(","));
  }

  private static String text(RowBatch batch, int row, int column) {
    int length = batch.length(row, column);
    return new String(batch.data(), batch.offset(row, column), length, StandardCharsets.UTF_8);
  }
}
