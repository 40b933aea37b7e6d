package io.openoms.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.core.verify.KeylessCheck.Unpaired;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows of two ends are paired one for one. */
class PairsTest {

  private static final RowImage A = row("1", "a");
  private static final RowImage B = row("1", "b");
  private static final RowImage TWO = row("2", "a");
  private static final RowImage THREE = row("3", "a");

  private static VerifiedTable table(TableDefinition table) {
    TableRead read = new TableRead(table, table.columns(), List.of(), Optional.empty());
    return new VerifiedTable(List.of(read), read, Set.of());
  }

  private static MemoryTables columns() {
    return MemoryTables.table("shop", "sum").number("id").text("text");
  }

  private static RowImage row(String id, String text) {
    RowImage.Builder row = new RowImage.Builder(2);
    row.add(id.getBytes(StandardCharsets.US_ASCII));
    row.add(text.getBytes(StandardCharsets.US_ASCII));
    return row.build();
  }

  @Test
  void rowsThatDifferInAGeneratedColumnAloneAreNotWritten() {
    VerifiedTable table = table(columns().generated().define());
    Unpaired all = new Unpaired(List.of(A, TWO, A), List.of(B, THREE));
    assertThat(Pairs.writable(table, all)).isEqualTo(new Unpaired(List.of(TWO, A), List.of(THREE)));
  }

  @Test
  void rowsThatDifferInAColumnThatIsWrittenAreWritten() {
    Unpaired all = new Unpaired(List.of(A), List.of(B));
    assertThat(Pairs.writable(table(columns().define()), all)).isEqualTo(all);
  }

  @Test
  void rowsThatDifferInAGeneratedColumnAreDifferencesStill() {
    VerifiedTable table = table(columns().generated().define());
    Unpaired all = new Unpaired(List.of(A, TWO), List.of(B, TWO));
    assertThat(Pairs.withoutEqual(table, all)).isEqualTo(new Unpaired(List.of(A), List.of(B)));
  }
}
