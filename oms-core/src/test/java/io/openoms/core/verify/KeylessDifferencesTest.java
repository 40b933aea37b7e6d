package io.openoms.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.core.verify.KeylessCheck.Unpaired;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows without a key are compared bucket by bucket, in bounded memory. */
class KeylessDifferencesTest {

  private static final int LARGE = 1 << 20;

  private final List<Integer> asked = new ArrayList<>();
  private final List<RowImage> source = new ArrayList<>();
  private final List<RowImage> sink = new ArrayList<>();

  private static VerifiedTable table() {
    TableDefinition table = MemoryTables.table("shop", "note").number("id").text("text").define();
    TableRead read = new TableRead(table, table.columns(), List.of(), Optional.empty());
    return new VerifiedTable(List.of(read), read, Set.of());
  }

  private static RowImage row(String id, String text) {
    RowImage.Builder row = new RowImage.Builder(2);
    row.add(id.getBytes(StandardCharsets.US_ASCII));
    row.add(text.getBytes(StandardCharsets.US_ASCII));
    return row.build();
  }

  private static RowImage large(int id) {
    return row("" + id, "x".repeat(LARGE));
  }

  /** A row's fingerprint is its first column. */
  private static boolean isIn(int buckets, int bucket, RowImage row) {
    byte[] id = new byte[row.length(0)];
    System.arraycopy(row.data(), row.offset(0), id, 0, id.length);
    String text = new String(id, StandardCharsets.US_ASCII);
    return (int) Double.parseDouble(text) % buckets == bucket;
  }

  private static boolean tell(List<RowImage> rows, int buckets, int bucket, Ends.Taker taker) {
    for (RowImage row : rows) {
      if (isIn(buckets, bucket, row) && !taker.take(row)) {
        return false;
      }
    }
    return true;
  }

  private Unpaired differences(long most) {
    KeylessDifferences found =
        new KeylessDifferences(
            table(),
            (buckets, bucket, taker) -> tell(source, buckets, bucket, taker),
            (buckets, bucket, taker) -> {
              asked.add(buckets);
              return tell(sink, buckets, bucket, taker);
            },
            most);
    found.compare(1, 0);
    return found.unpaired();
  }

  @Test
  void aBucketWithTooManyLargeRowsIsSplit() {
    for (int id = 0; id < 40; id++) {
      source.add(large(id));
      sink.add(large(id + 1));
    }
    Unpaired found = differences(Long.MAX_VALUE);
    assertThat(asked).startsWith(1).hasSize(1 + 16).contains(16);
    assertThat(found.missing()).containsExactly(large(0));
    assertThat(found.extra()).containsExactly(large(40));
  }

  @Test
  void equalRowsTakeTheMemoryOfOne() {
    RowImage one = large(1);
    source.addAll(Collections.nCopies(100, one));
    sink.addAll(Collections.nCopies(98, one));
    Unpaired found = differences(Long.MAX_VALUE);
    assertThat(asked).containsExactly(1);
    assertThat(found.missing()).hasSize(2);
    assertThat(found.extra()).isEmpty();
  }

  @Test
  void oneRowLargerThanABucketIsCompared() {
    sink.add(row("1", "x".repeat(20 * LARGE)));
    assertThat(differences(Long.MAX_VALUE).extra()).hasSize(1);
  }

  @Test
  void moreDifferencesThanMemoryHoldsAreRefusedByName() {
    for (int id = 0; id < 40; id++) {
      source.add(large(id));
    }
    assertThatThrownBy(() -> differences(10 * LARGE))
        .hasMessageContaining("TOO_MANY_DIFFERENCES")
        .hasMessageContaining("shop.note")
        .hasMessageContaining("10 MiB");
  }

  @Test
  void rowsThatEndsWriteInTwoWaysArePaired() {
    source.addAll(List.of(row("1.0", "a"), row("1.0", "a"), row("2", "a")));
    sink.addAll(List.of(row("1", "a"), row("2.00", "a"), row("2.00", "b")));
    Unpaired found = differences(Long.MAX_VALUE);
    assertThat(found.missing()).containsExactly(row("1.0", "a"));
    assertThat(found.extra()).containsExactly(row("2.00", "b"));
  }
}
