package io.openoms.jdbc.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every row lies in one chunk, no chunk is too large, and dense keys need few walks. */
class KeySplitterTest {

  private static final int CHUNK = 20;

  private static final List<ColumnDefinition> NUMBER =
      List.of(column(new ColumnType.Whole(64, true)));

  private final NumberedRows table = new NumberedRows();

  @Test
  void keysWithoutGapsNeedOneWalkForSixteenChunks() {
    table.addAll(1, 20 * CHUNK * 16);
    List<Integer> chunks = chunks(NUMBER, Optional.empty());
    assertThat(chunks).hasSize(20 * 16 + 1).allMatch(rows -> rows <= CHUNK);
    assertThat(table.walks()).isLessThan(25);
  }

  @Test
  void aGapOfAnyWidthCostsAFewEmptyChunks() {
    table.addAll(1, 50).addAll(Long.MAX_VALUE - 1_000, Long.MAX_VALUE - 1);
    assertThat(chunks(NUMBER, Optional.empty())).hasSizeLessThan(1_050 / CHUNK + 20);
  }

  @Test
  void numbersBeyondALongAreKeysToo() {
    BigInteger top = BigInteger.ONE.shiftLeft(64);
    for (int i = 1; i <= 200; i++) {
      table.add(top.subtract(BigInteger.valueOf(i)));
    }
    assertThat(chunks(NUMBER, Optional.empty())).allMatch(rows -> rows <= CHUNK * 3 / 2);
  }

  @Test
  void keysWithManyGapsAreWalked() {
    for (int i = 0; i < 100 * CHUNK; i++) {
      table.add(BigInteger.valueOf(2L * i));
    }
    assertThat(chunks(NUMBER, Optional.empty())).containsOnly(CHUNK, 0);
    assertThat(table.walks()).isEqualTo(101);
  }

  @Test
  void otherKeysAreWalked() {
    table.addAll(1, 10 * CHUNK);
    chunks(List.of(column(new ColumnType.Decimal(OptionalInt.of(20), 0, true))), Optional.empty());
    assertThat(table.walks()).isEqualTo(11);
    chunks(List.of(NUMBER.get(0), NUMBER.get(0)), Optional.empty());
    assertThat(table.walks()).isEqualTo(22);
  }

  @Test
  void aTableOfOneChunkIsAskedOnce() {
    table.addAll(1, CHUNK - 1);
    assertThat(chunks(NUMBER, Optional.empty())).containsExactly(CHUNK - 1);
    assertThat(table.walks()).isEqualTo(1);
  }

  @Test
  void randomKeysAreCutIntoChunksThatAreNotTooLarge() {
    for (long seed = 1; seed <= 300; seed++) {
      NumberedRows rows = random(new Random(seed));
      KeyTuple start = NumberedRows.key(BigInteger.valueOf(new Random(seed).nextInt(200) - 100));
      for (Optional<KeyTuple> after : List.of(Optional.<KeyTuple>empty(), Optional.of(start))) {
        List<Integer> chunks = chunks(rows, NUMBER, after);
        assertThat(chunks).as("seed %s", seed).allMatch(size -> size <= CHUNK * 3 / 2);
        assertThat(chunks.stream().mapToInt(size -> size).sum())
            .as("seed %s", seed)
            .isEqualTo(rows.rows(after, Optional.empty()));
      }
    }
  }

  private static NumberedRows random(Random random) {
    NumberedRows rows = new NumberedRows();
    long number = -100;
    int most = random.nextInt(2_000);
    while (rows.size() < most) {
      number += random.nextInt(50) == 0 ? random.nextInt(10_000) : 1 + random.nextInt(2);
      rows.add(BigInteger.valueOf(number));
    }
    return rows;
  }

  private List<Integer> chunks(List<ColumnDefinition> key, Optional<KeyTuple> after) {
    return chunks(table, key, after);
  }

  /** How many rows each chunk has. */
  private static List<Integer> chunks(
      NumberedRows table, List<ColumnDefinition> key, Optional<KeyTuple> after) {
    List<Integer> chunks = new ArrayList<>();
    try (KeySplitter splitter = new KeySplitter(table, key, after, CHUNK)) {
      Optional<KeyTuple> last = after;
      do {
        Optional<KeyTuple> bound = splitter.nextBound();
        chunks.add(table.rows(last, bound));
        last = bound;
      } while (last.isPresent());
    }
    return chunks;
  }

  private static ColumnDefinition column(ColumnType type) {
    return ColumnDefinition.of("id", DataType.of(type, new Dialect("any"), "a number"), false);
  }
}
