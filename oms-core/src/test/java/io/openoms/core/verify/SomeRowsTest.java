package io.openoms.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows are read by their keys as far as there is room for them. */
class SomeRowsTest {

  private final List<Integer> statements = new ArrayList<>();

  private static VerifiedTable table(String... digested) {
    TableDefinition table =
        MemoryTables.table("shop", "item").number("id").text("v").primaryKey("id").define();
    TableRead read = new TableRead(table, table.columns(), table.copyKey(), Optional.empty());
    return new VerifiedTable(List.of(read), read, Set.of(digested));
  }

  private static List<RowImage> keys(int count) {
    return IntStream.range(0, count).mapToObj(id -> row("" + id)).toList();
  }

  private static RowImage row(String... values) {
    RowImage.Builder row = new RowImage.Builder(values.length);
    for (String value : values) {
      row.add(value.getBytes(StandardCharsets.US_ASCII));
    }
    return row.build();
  }

  private Optional<List<RowImage>> rows(RowBatch keys, int bytes, long most) {
    return rows(keys, most, id -> bytes);
  }

  private Optional<List<RowImage>> rows(RowBatch keys, long most, IntUnaryOperator bytes) {
    statements.add(keys.rows());
    List<String> ids = IntStream.range(0, keys.rows()).mapToObj(row -> id(keys, row)).toList();
    long all = ids.stream().mapToLong(id -> bytes.applyAsInt(Integer.parseInt(id))).sum();
    return all > most
        ? Optional.empty()
        : Optional.of(
            ids.stream()
                .map(id -> row(id, "x".repeat(bytes.applyAsInt(Integer.parseInt(id)))))
                .toList());
  }

  private static String id(RowBatch keys, int row) {
    return new String(
        keys.data(), keys.offset(row, 0), keys.length(row, 0), StandardCharsets.US_ASCII);
  }

  @Test
  void smallRowsAreReadByFewStatements() {
    SomeRows some =
        SomeRows.find(table(), keys(450), new Room(), (keys, most) -> rows(keys, 10, most));
    assertThat(some.asked()).isEqualTo(450);
    assertThat(some.byKey()).hasSize(450);
    assertThat(statements).containsExactly(200, 200, 50);
  }

  @Test
  void largeRowsAreReadAsFarAsThereIsRoom() {
    Room room = new Room();
    SomeRows some =
        SomeRows.find(table("v"), keys(450), room, (keys, most) -> rows(keys, 1 << 20, most));
    assertThat(statements).containsExactly(4, 8, 3, 1);
    assertThat(some.asked()).isEqualTo(16);
    assertThat(room.isFull()).isTrue();

    statements.clear();
    SomeRows others = SomeRows.find(table(), keys(450), room, (keys, most) -> rows(keys, 10, most));
    assertThat(others.asked()).as("at least one statement goes on").isEqualTo(200);
  }

  /** Small rows come first, so the next statement asks for too many. */
  @Test
  void aStatementWhoseRowsDoNotFitAsksForFewer() {
    SomeRows some =
        SomeRows.find(
            table(),
            keys(450),
            new Room(),
            (keys, most) -> rows(keys, most, id -> id < 200 ? 10 : 1 << 20));
    assertThat(statements).containsExactly(200, 200, 100, 50, 25, 12, 3, 1);
    assertThat(some.asked()).isEqualTo(216);
    assertThat(some.byKey()).hasSize(216);
  }

  @Test
  void oneRowIsReadHoweverLargeItIs() {
    Room room = new Room(100);
    SomeRows some =
        SomeRows.find(table("v"), keys(3), room, (keys, most) -> rows(keys, 20 << 20, most));
    assertThat(some.asked()).isEqualTo(1);
    assertThat(room.isFull()).isTrue();
  }
}
