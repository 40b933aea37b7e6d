package io.openoms.core.apply.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowChange.Extent;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is impossible in a log is named, and which columns count for a key. */
class CoalescerTest {

  private static final ApplyTable TABLE = Rows.table(TypeKind.INT, List.of(0), List.of());

  @Test
  void impossibleSequencesAreNamed() {
    RowImage row = Rows.whole(List.of("7", "u", "1"));
    assertDiverges("inserts a row", new RowChange(null, row), new RowChange(null, row));
    assertDiverges("removed before", new RowChange(row, null), new RowChange(row, null));
    assertDiverges("removed before", new RowChange(row, null), new RowChange(row, row));
  }

  private static void assertDiverges(String what, RowChange first, RowChange second) {
    Coalescer strict = new Coalescer(name -> false);
    strict.add(TABLE, first);
    assertThatThrownBy(() -> strict.add(TABLE, second))
        .hasMessageContaining("ROW_DIVERGED")
        .hasMessageContaining("s.t")
        .hasMessageContaining(what)
        .hasMessageContaining("k = 7");
    Coalescer lenient = new Coalescer(name -> true);
    lenient.add(TABLE, first);
    lenient.add(TABLE, second);
    assertThat(lenient.result()).hasSize(1);
  }

  /** A delete of several rows removes what came before it, and nothing that came after. */
  @Test
  void deletesOfSeveralRowsTakeWhatCameBeforeThem() {
    ApplyTable table = Rows.table(TypeKind.INT, List.of(0, 1, 2), List.of());
    Coalescer net = new Coalescer(name -> true);
    net.add(table, put("7", "a", "-9"));
    net.add(table, put("7", "a", "-11"));
    net.add(table, put("7", "b", "-9"));
    net.add(table, put("8", "a", "-9"));
    RowChange from = removal(Extent.ONWARD, "7", "a", "-10");
    net.add(table, from);
    net.add(table, put("7", "a", "-1"));
    RowChange alike = removal(Extent.ALIKE, "8", Rows.ABSENT, "-9");
    net.add(table, alike);

    TableChangeSet set = net.result().get(0);

    assertThat(set.removals()).containsExactly(from, alike);
    assertThat(set.inserts().stream().map(Rows::texts))
        .containsExactly(
            List.of("7", "a", "-11"), List.of("7", "b", "-9"), List.of("7", "a", "-1"));
    assertThat(set.isIndivisible()).isTrue();
  }

  /** In a table that is compared with its log nobody knows which rows such a delete concerns. */
  @Test
  void deletesOfSeveralRowsAreRefusedWhereRowsAreCompared() {
    ApplyTable table = Rows.table(TypeKind.INT, List.of(0, 1, 2), List.of());
    assertThatThrownBy(
            () -> new Coalescer(name -> false).add(table, removal(Extent.ONWARD, "7", "a", "-10")))
        .hasMessageContaining("CHANGE_INCOMPLETE");
  }

  private static RowChange put(String... values) {
    return new RowChange(null, Rows.whole(List.of(values)));
  }

  private static RowChange removal(Extent extent, String... values) {
    return new RowChange(Rows.whole(List.of(values)), null, extent);
  }

  @Test
  void aRowThatCannotBeToldIsNamed() {
    RowImage noKey = Rows.whole(List.of(Rows.ABSENT, "u", "1"));
    RowImage part = Rows.whole(List.of("7", Rows.ABSENT, "1"));
    ApplyTable keyless = Rows.table(TypeKind.INT, List.of(), List.of());
    assertThatThrownBy(() -> new Coalescer(name -> false).add(TABLE, new RowChange(noKey, null)))
        .hasMessageContaining("CHANGE_INCOMPLETE");
    assertThatThrownBy(() -> new Coalescer(name -> false).add(keyless, new RowChange(part, null)))
        .hasMessageContaining("CHANGE_INCOMPLETE");
  }

  @Test
  void prefixesCountAsColumnsAndExpressionsAsAll() {
    TableDefinition table =
        new TableDefinition(
            Rows.NAME,
            TABLE.columns(),
            List.of(
                index("PRIMARY", Kind.PRIMARY, part("k", 0)),
                index("by_prefix", Kind.UNIQUE, part("u", 3)),
                index("by_key_prefix", Kind.UNIQUE, part("k", 2)),
                index("plain", Kind.PLAIN, part("v", 0)),
                index("made", Kind.UNIQUE, part("u", 0), part(null, 0))),
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
    TableRead read =
        new TableRead(table, TABLE.columns(), List.of(TABLE.columns().get(0)), Optional.empty());

    ApplyTable found = ApplyTable.of(read, List.of(table), Rows.NAME);

    assertThat(found.key()).containsExactly(0);
    assertThat(found.uniqueKeys()).containsExactly(List.of(1), List.of(0), List.of(0, 1, 2));
  }

  private static IndexDefinition index(String name, Kind kind, Part... parts) {
    return new IndexDefinition(name, kind, Arrays.asList(parts), true, "", Optional.empty());
  }

  private static Part part(@Nullable String column, int prefix) {
    return new Part(
        Optional.ofNullable(column),
        column == null
            ? Optional.of(new SqlText(new Dialect("test"), "UPPER(u)"))
            : Optional.empty(),
        prefix,
        false);
  }
}
