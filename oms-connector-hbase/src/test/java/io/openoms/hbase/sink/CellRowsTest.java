package io.openoms.hbase.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are cells. */
class CellRowsTest {

  private static final long LARGEST = 1_000;
  private static final List<ColumnDefinition> COLUMNS =
      new CellTable(
              new ObjectName("shop", "t$f"),
              "t",
              OptionalLong.empty(),
              OptionalInt.empty(),
              false,
              List.of())
          .definition()
          .columns();

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "32767, 0, -9223372036854775806", "7, 300, -1"})
  void rowsAtTheEdgesAreCells(int row, int qualifier, long time) {
    CellRows cells = rows(new byte[row], new byte[qualifier], time, new byte[0]);

    assertThat(cells.place(0)).isEqualTo(new CellPlace(new byte[row], new byte[qualifier], -time));
    assertThat(cells.value(0, Long.MAX_VALUE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, column K",
    "32768, 0, column K",
    "1, 1, column T",
    "1, -9223372036854775807, column T",
    "1, -9223372036854775808, column T"
  })
  void otherKeysAreRefusedByTheirColumnAndFindNothing(int row, long time, String column) {
    CellRows cells = rows(new byte[row], new byte[0], time, new byte[0]);

    assertThatThrownBy(() -> cells.place(0)).hasMessageContaining(column).satisfies(this::isUnfit);
    assertThat(cells.placeIfAny(0)).isEmpty();
  }

  @Test
  void aValueIsNeitherNullNorTooLarge() {
    RowBatch.Builder batch = new RowBatches(new BatchLimits(1, 100)).begin(COLUMNS);
    batch.add(new byte[1]);
    batch.add(new byte[0]);
    batch.add("0".getBytes(StandardCharsets.US_ASCII));
    batch.addNull();
    CellRows cells = new CellRows(batch.build());

    assertThatThrownBy(() -> cells.value(0, LARGEST))
        .hasMessageContaining("NULL")
        .satisfies(this::isUnfit);
    assertThatThrownBy(
            () -> rows(new byte[1], new byte[0], 0, new byte[(int) LARGEST]).value(0, LARGEST))
        .hasMessageContaining("hbase.client.keyvalue.maxsize")
        .satisfies(this::isUnfit);
  }

  @Test
  void cellsAreFoundByTheirWholeKey() {
    RowBatch.Builder batch =
        new RowBatches(new BatchLimits(1, 100)).begin(List.of(COLUMNS.get(0), COLUMNS.get(3)));
    batch.add(new byte[1]);
    batch.add(new byte[1]);
    RowBatch other = batch.build();

    assertThatThrownBy(() -> new CellRows(other)).hasMessageContaining("K, Q and T");
  }

  private void isUnfit(Throwable error) {
    assertThat(((RowRefusedException) error).code()).isEqualTo(HBaseError.CELL_UNFIT);
    assertThat(((RowRefusedException) error).isPresent()).isFalse();
  }

  private static CellRows rows(byte[] row, byte[] qualifier, long time, byte[] value) {
    RowBatch.Builder batch = new RowBatches(new BatchLimits(1, 100)).begin(COLUMNS);
    batch.add(row);
    batch.add(qualifier);
    batch.add(Long.toString(time).getBytes(StandardCharsets.US_ASCII));
    batch.add(value);
    return new CellRows(batch.build());
  }
}
