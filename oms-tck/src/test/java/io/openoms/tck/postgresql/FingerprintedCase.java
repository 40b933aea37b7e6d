package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowFingerprint;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One copied table of which both servers and this library must compute the same fingerprints. */
record FingerprintedCase(EndpointSession source, EndpointSession sink, ObjectName table) {

  private static final int BUCKETS = 7;

  void check() {
    check(Set.of());
    check(Set.of("v"));
  }

  private void check(Set<String> digested) {
    FingerprintRead here = print(source, digested);
    FingerprintSource prints = source.fingerprints().orElseThrow();
    List<BigInteger> computed = computed(here);
    assertThat(listed(prints.fingerprints(here, ChunkRange.all(), batches()), 1))
        .as(table.toString())
        .isEqualTo(computed);
    FingerprintSum sum =
        new FingerprintSum(
            computed.size(), computed.stream().reduce(BigInteger.ZERO, BigInteger::add));
    assertThat(prints.sum(here, ChunkRange.all())).as(table.toString()).isEqualTo(sum);
    assertThat(prints.buckets(here, BUCKETS)).isEqualTo(inBuckets(computed));
    assertThat(rowsOfBuckets(prints, here)).isEqualTo(computed.size());
    assertThat(sink.fingerprints().orElseThrow().sum(print(sink, digested), ChunkRange.all()))
        .as(table + " at the sink")
        .isEqualTo(sum);
  }

  private FingerprintRead print(EndpointSession session, Set<String> digested) {
    TableDefinition definition = session.catalog().orElseThrow().table(table).orElseThrow();
    return new FingerprintRead(
        new TableRead(
            definition, definition.storedColumns(), definition.copyKey(), Optional.empty()),
        digested);
  }

  private List<BigInteger> computed(FingerprintRead read) {
    RowFingerprint print = new RowFingerprint(read);
    List<BigInteger> computed = new ArrayList<>();
    try (RowReader rows =
        source.snapshot().orElseThrow().read(read.read(), ChunkRange.all(), batches())) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          computed.add(new BigInteger(Long.toUnsignedString(print.of(batch, row))));
        }
      }
    }
    return computed;
  }

  private static List<BigInteger> listed(RowReader reader, int column) {
    List<BigInteger> listed = new ArrayList<>();
    try (reader) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          listed.add(
              new BigInteger(
                  new String(
                      batch.data(),
                      batch.offset(row, column),
                      batch.length(row, column),
                      StandardCharsets.US_ASCII)));
        }
      }
    }
    return listed;
  }

  private static List<FingerprintSum> inBuckets(List<BigInteger> prints) {
    List<FingerprintSum> sums = new ArrayList<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      BigInteger number = BigInteger.valueOf(bucket);
      List<BigInteger> of =
          prints.stream()
              .filter(print -> print.mod(BigInteger.valueOf(BUCKETS)).equals(number))
              .collect(Collectors.toList());
      sums.add(new FingerprintSum(of.size(), of.stream().reduce(BigInteger.ZERO, BigInteger::add)));
    }
    return sums;
  }

  private static int rowsOfBuckets(FingerprintSource prints, FingerprintRead read) {
    int rows = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      try (RowReader reader = prints.bucket(read, BUCKETS, bucket, batches())) {
        for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
          rows += batch.rows();
        }
      }
    }
    return rows;
  }

  private static RowBatches batches() {
    return new RowBatches(new BatchLimits(3, 1 << 16));
  }
}
