package io.openoms.spi.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowBatchTest {

  private static final List<ColumnDefinition> COLUMNS = List.of(text("a"), text("b"));
  private static final BatchLimits LIMITS = new BatchLimits(1_000, 1 << 20);

  @Test
  void aBatchHoldsItsRowsHoweverLargeTheOneBeforeWas() {
    for (int like : new int[] {1, 100, 5_000_000}) {
      RowBatch batch = fill(RowBatch.builder(COLUMNS, LIMITS, Math.min(like, 1_000), like), 1_000);

      assertThat(batch.rows()).isEqualTo(1_000);
      for (int i = 0; i < batch.rows(); i++) {
        int offset = batch.offset(i, 0);
        assertThat(new String(batch.data(), offset, batch.length(i, 0), StandardCharsets.UTF_8))
            .isEqualTo("row " + i);
        assertThat(batch.isNull(i, 1)).isTrue();
      }
    }
  }

  @Test
  void afterOneVeryLargeRowNoRoomForAnotherIsKept() {
    RowBatch batch = fill(RowBatch.builder(COLUMNS, LIMITS, 1, Integer.MAX_VALUE), 1);

    assertThat(batch.data().length).isLessThanOrEqualTo(LIMITS.bytes() * 9 / 8 + 1);
  }

  private static RowBatch fill(RowBatch.Builder builder, int rows) {
    for (int i = 0; i < rows; i++) {
      builder.add(("row " + i).getBytes(StandardCharsets.UTF_8));
      builder.addNull();
    }
    return builder.build();
  }

  private static ColumnDefinition text(String name) {
    DataType type =
        new DataType(
            TypeKind.TEXT, "text", -1, -1, false, Optional.empty(), Optional.empty(), List.of());
    return new ColumnDefinition(
        name, type, true, Optional.empty(), false, Optional.empty(), Optional.empty(), false, "");
  }
}
