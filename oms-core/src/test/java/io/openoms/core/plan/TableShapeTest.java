package io.openoms.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which differences between two definitions count for rows and chunk bounds. */
class TableShapeTest {

  private static final ColumnType INT = new ColumnType.Whole(32, true);
  private static final ColumnType ENUM = new ColumnType.Labels(false, List.of());

  private final ColumnDefinition id = column("id", INT, "int(11)", false);
  private final ColumnDefinition label = column("e", ENUM, "enum('x','y')", true);

  @Test
  void whatIsStoredIsWhatItWas() {
    ColumnDefinition odd =
        column("o\nd", new ColumnType.Labels(true, List.of()), "set('a\nb','c\\n')", true);
    TableShape shape = TableShape.of(table(id, odd), List.of(id, odd), List.of(id));
    assertThat(shape.text().lines()).hasSize(3);
    assertThat(shape.differences(TableShape.parse(shape.text()))).isEmpty();
  }

  @Test
  void theWidthOfAnIntegerIsNoDifference() {
    ColumnDefinition newer = column("id", INT, "int", false);
    assertThat(shape(id, label).differences(shape(newer, label))).isEmpty();
  }

  /** A server that was upgraded shows utf8 as utf8mb3. */
  @Test
  void theOlderNameOfACharacterSetIsNoDifference() {
    for (boolean nullable : new boolean[] {true, false}) {
      TableShape shape = shape(id, letters("utf8", "utf8_bin", nullable));
      assertThat(shape.differences(shape(id, letters("utf8mb3", "utf8mb3_bin", nullable))))
          .isEmpty();
      assertThat(shape.differences(shape(id, letters("utf8mb3", "utf8_bin", nullable)))).isEmpty();
      assertThat(shape.differences(shape(id, letters("utf8mb3", "utf8mb3_general_ci", nullable))))
          .contains("utf8_bin", "utf8mb3_general_ci");
      assertThat(shape.differences(shape(id, letters("utf8mb4", "utf8mb4_bin", nullable))))
          .contains("utf8mb4");
    }
    TableShape labels = shape(id, column("e", ENUM, "enum('a utf8 utf8_bin')", true));
    assertThat(
            labels.differences(shape(id, column("e", ENUM, "enum('a utf8mb3 utf8mb3_bin')", true))))
        .isNotEmpty();
  }

  private static ColumnDefinition letters(String set, String collation, boolean nullable) {
    DataType type =
        DataType.of(ColumnType.text(), new Dialect("test"), "varchar(9)")
            .withCharacters(Optional.of(set), Optional.of(collation));
    return ColumnDefinition.of("c", type, nullable);
  }

  @Test
  void labelsPlacesNullsAndKeysCount() {
    TableShape shape = shape(id, label);
    assertThat(shape.differences(shape(id, column("e", ENUM, "enum('y','x')", true))))
        .contains("'x','y'", "'y','x'");
    assertThat(shape.differences(shape(label, id))).isNotEmpty();
    assertThat(shape.differences(shape(id, column("e", ENUM, "enum('x','y')", false))))
        .contains("not null");
    assertThat(
            shape.differences(
                TableShape.of(table(id, label), List.of(id, label), List.of(id, label))))
        .contains("key [id]", "key [id, e]");
  }

  /** Their values do not travel, but those of the others keep their places. */
  @Test
  void columnsThatAreNotSelectedCountByTheirPlaceAlone() {
    ColumnDefinition other = column("z", INT, "int", true);
    ColumnDefinition wider = column("z", new ColumnType.Whole(64, true), "bigint", true);
    TableShape shape = TableShape.of(table(other, id), List.of(id), List.of(id));
    assertThat(shape.differences(TableShape.of(table(wider, id), List.of(id), List.of(id))))
        .isEmpty();
    assertThat(shape.differences(TableShape.of(table(id, other), List.of(id), List.of(id))))
        .contains("column 1", "column 2");
  }

  private static TableShape shape(ColumnDefinition first, ColumnDefinition second) {
    ColumnDefinition key = first.name().equals("id") ? first : second;
    return TableShape.of(table(first, second), List.of(first, second), List.of(key));
  }

  private static ColumnDefinition column(
      String name, ColumnType kind, String text, boolean nullable) {
    return ColumnDefinition.of(name, DataType.of(kind, new Dialect("test"), text), nullable);
  }

  private static TableDefinition table(ColumnDefinition... columns) {
    return new TableDefinition(
        new ObjectName("s", "t"),
        List.of(columns),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        0);
  }
}
