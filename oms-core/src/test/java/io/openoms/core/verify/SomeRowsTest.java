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

  private List<RowImage> rows(RowBatch keys, int bytes) {
    statements.add(keys.rows());
    return IntStream.range(0, keys.rows())
        .mapToObj(
            number ->
                row(
                    new String(
                        keys.data(),
                        keys.offset(number, 0),
                        keys.length(number, 0),
                        StandardCharsets.US_ASCII),
                    "x".repeat(bytes)))
        .toList();
  }

  @Test
  void smallRowsAreReadByFewStatements() {
    SomeRows some = SomeRows.find(table(), keys(450), new Room(), keys -> rows(keys, 10));
    assertThat(some.asked()).isEqualTo(450);
    assertThat(some.byKey()).hasSize(450);
    assertThat(statements).containsExactly(200, 200, 50);
  }

  @Test
  void largeRowsAreReadAsFarAsThereIsRoom() {
    Room room = new Room();
    SomeRows some = SomeRows.find(table("v"), keys(450), room, keys -> rows(keys, 1 << 20));
    assertThat(statements).containsExactly(4, 8, 3, 1);
    assertThat(some.asked()).isEqualTo(16);
    assertThat(room.isFull()).isTrue();

    statements.clear();
    SomeRows others = SomeRows.find(table(), keys(450), room, keys -> rows(keys, 10));
    assertThat(others.asked()).as("at least one statement goes on").isEqualTo(200);
  }

  @Test
  void allRowsAreReadAllTheSame() {
    assertThat(SomeRows.all(table("v"), keys(70), keys -> rows(keys, 1 << 20))).hasSize(70);
    assertThat(statements.stream().mapToInt(Integer::intValue).sum()).isEqualTo(70);
  }
}
