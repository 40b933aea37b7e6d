package io.openoms.spi.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchTest {

  private static final List<ColumnDefinition> COLUMNS = List.of(text("a"), text("b"));
  private static final BatchLimits LIMITS = new BatchLimits(1_000, 1 << 20);

  private final RowBatches batches = new RowBatches(LIMITS);

  @Test
  void aBatchHoldsItsRowsInTheMemoryOfAnother() {
    RowBatch wide = fill(batches.begin(COLUMNS), 1_000);
    batches.recycle(wide);
    RowBatch.Builder narrow = batches.begin(COLUMNS.subList(0, 1));
    narrow.add("only".getBytes(StandardCharsets.UTF_8));
    RowBatch batch = narrow.build();

    assertThat(batch.data()).isSameAs(wide.data());
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(text(batch, 0)).isEqualTo("only");

    batches.recycle(batch);
    RowBatch again = fill(batches.begin(COLUMNS), 5_000);
    assertThat(again.rows()).isEqualTo(5_000);
    for (int i = 0; i < again.rows(); i++) {
      assertThat(text(again, i)).isEqualTo("row " + i);
      assertThat(again.isNull(i, 1)).isTrue();
    }
  }

  @Test
  void twoBatchesUnderWayShareNothing() {
    RowBatch first = fill(batches.begin(COLUMNS), 10);
    RowBatch second = fill(batches.begin(COLUMNS), 10);

    assertThat(first.data()).isNotSameAs(second.data());
  }

  @Test
  void someRowsAreABatchOfTheirOwn() {
    RowBatch some = fill(batches.begin(COLUMNS), 10).only(new int[] {9, 0, 5});

    assertThat(some.rows()).isEqualTo(3);
    assertThat(List.of(text(some, 0), text(some, 1), text(some, 2)))
        .containsExactly("row 9", "row 0", "row 5");
    assertThat(some.isNull(2, 1)).isTrue();
  }

  @Test
  void theMemoryOfAVeryLargeRowIsNotKept() {
    RowBatch.Builder large = batches.begin(COLUMNS.subList(0, 1));
    large.add(new byte[3 * LIMITS.bytes()]);
    batches.recycle(large.build());

    assertThat(fill(batches.begin(COLUMNS), 1).data().length).isLessThan(LIMITS.bytes());
  }

  private static String text(RowBatch batch, int row) {
    return new String(
        batch.data(), batch.offset(row, 0), batch.length(row, 0), StandardCharsets.UTF_8);
  }

  private static RowBatch fill(RowBatch.Builder builder, int rows) {
    for (int i = 0; i < rows; i++) {
      builder.add(("row " + i).getBytes(StandardCharsets.UTF_8));
      builder.addNull();
    }
    return builder.build();
  }

  private static ColumnDefinition text(String name) {
    DataType type = DataType.of(ColumnType.text(), new Dialect("test"), "text");
    return ColumnDefinition.of(name, type, true);
  }
}
