package io.openoms.postgresql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the server would bend is refused before it is written. */
class ExactValueTest {

  private static DataType type(ColumnType neutral, String text) {
    return DataType.of(neutral, PostgreSqlDialect.ID, text);
  }

  @Test
  void digitsThatWouldBeRoundedAreRefused() {
    DataType price = type(ColumnType.decimal(5, 2), "numeric(5,2)");
    assertThat(ExactValue.number(price, "1.2")).isEqualTo("1.20");
    assertThat(ExactValue.number(price, "1.200")).isEqualTo("1.20");
    assertThatThrownBy(() -> ExactValue.number(price, "1.201"))
        .isInstanceOf(UnfitValueException.class);
    DataType hundreds = type(new ColumnType.Decimal(OptionalInt.of(3), -2, true), "numeric(3,-2)");
    assertThat(ExactValue.number(hundreds, "1200")).isEqualTo("1200");
    assertThatThrownBy(() -> ExactValue.number(hundreds, "1250"))
        .isInstanceOf(UnfitValueException.class);
    DataType free = type(ColumnType.decimal(65, 30), "numeric");
    assertThat(ExactValue.number(free, "-1200.5000")).isEqualTo("-1200.5");
    assertThat(ExactValue.number(free, "0.000")).isEqualTo("0");
    DataType real = type(new ColumnType.Floating(32, true), "real");
    assertThat(ExactValue.floating(real, "0.5")).isEqualTo("0.5");
    assertThatThrownBy(() -> ExactValue.floating(real, "0.1"))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void fractionsOfASecondKeepTheirDigitsOrAreRefused() {
    DataType moment = type(new ColumnType.Timestamp(2, false), "timestamp(2) without time zone");
    assertThat(ExactValue.time(moment, "2024-01-02 03:04:05.120000"))
        .isEqualTo("2024-01-02 03:04:05.12");
    assertThat(ExactValue.time(moment, "2024-01-02 03:04:05.000")).isEqualTo("2024-01-02 03:04:05");
    assertThatThrownBy(() -> ExactValue.time(moment, "2024-01-02 03:04:05.123"))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void textsKeepTheirBlanksOrAreRefused() {
    DataType three = type(ColumnType.text(3), "character varying(3)");
    assertThat(ExactValue.text(three, "😀ab")).isEqualTo("😀ab");
    assertThatThrownBy(() -> ExactValue.text(three, "abc "))
        .as("the server would cut the blank")
        .isInstanceOf(UnfitValueException.class);
    assertThatThrownBy(() -> ExactValue.text(three, "a\0"))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining("NUL");
  }

  @Test
  void labelsBecomeTextsAndTheInvalidOneIsRefused() {
    ColumnType labels = new ColumnType.Labels(false, List.of("sad", "o'k"));
    ColumnDefinition mood = ColumnDefinition.of("mood", type(labels, "mood"), true);
    WrittenColumn column = new WrittenColumn(mood, mood);
    assertThat(column.fault()).isEmpty();
    assertThat(column.literal(row(mood, "2"), 0, 0)).isEqualTo("'o''k'");
    assertThatThrownBy(() -> column.literal(row(mood, "0"), 0, 0))
        .isInstanceOf(UnfitValueException.class);
  }

  @Test
  void columnsOfAnotherKindAreFaults() {
    ColumnDefinition number = ColumnDefinition.of("c", type(ColumnType.decimal(5, 2), "n"), true);
    ColumnDefinition text = ColumnDefinition.of("c", type(ColumnType.text(), "text"), true);
    ColumnDefinition bytes = ColumnDefinition.of("c", type(ColumnType.bytes(), "bytea"), true);
    assertThat(new WrittenColumn(text, number).fault()).isPresent();
    assertThat(new WrittenColumn(text, bytes).fault()).isPresent();
    assertThat(new WrittenColumn(bytes, bytes).fault()).isEmpty();
  }

  private static RowBatch row(ColumnDefinition column, String value) {
    RowBatch.Builder batch = new RowBatches(new BatchLimits(1, 100)).begin(List.of(column));
    batch.add(value.getBytes(StandardCharsets.UTF_8));
    return batch.build();
  }
}
