package io.openoms.hbase.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.DefinitionText;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A family is the same in the stored form, and in the definition that all connectors share. */
class CellTableTextTest {

  private static final ObjectName NAME = new ObjectName("ns", "t$f");

  private static final List<CellTable> TABLES =
      List.of(
          new CellTable(NAME, "t", OptionalLong.empty(), OptionalInt.empty(), false, List.of()),
          new CellTable(
              NAME, "t", OptionalLong.of(86_400), OptionalInt.of(3), true, List.of("a", "b = c")));

  @Test
  void aTableIsReadBack() {
    for (CellTable table : TABLES) {
      assertThat(CellTableText.read(NAME, CellTableText.of(table))).isEqualTo(table);
      assertThat(CellTable.of(table.definition())).contains(table);
      assertThat(table.definition().copyKey())
          .extracting(column -> column.name())
          .containsExactly("K", "Q", "T");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hbase-family/2\nt\n\n\nfalse",
        "hbase-family/1\nt",
        "hbase-family/1\nt\nx\n\nfalse"
      })
  void anotherTextIsRefused(String text) {
    assertThatThrownBy(() -> CellTableText.read(NAME, new DefinitionText(text)))
        .hasMessageContaining("CELLS_STATE_UNKNOWN")
        .hasMessageContaining("ns.t$f");
  }
}
