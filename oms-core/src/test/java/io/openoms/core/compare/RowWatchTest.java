package io.openoms.core.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows count as changed while somebody looks at them. */
class RowWatchTest {

  private static final ObjectName ONE = new ObjectName("shop", "one");
  private static final ObjectName TWO = new ObjectName("shop", "two");

  private final RowWatch watch = new RowWatch();
  private final List<ColumnDefinition> columns = columns("a", "b", "v");

  @Test
  void aChangeOfAWatchedRowIsKnown() {
    try (Watched rows = watch.watch(Set.of(ONE), List.of("a", "b"), Set.of(row("1", "2")))) {
      watch.changed(ONE, columns, new RowChange(null, row("2", "1", "x")));
      watch.changed(TWO, columns, new RowChange(null, row("1", "2", "x")));
      assertThat(rows.hasAnyChanged()).isFalse();
      watch.changed(ONE, columns, new RowChange(row("01", "2", "x"), null));
      assertThat(rows.hasChanged(row("1", "2"))).isTrue();
    }
    assertThat(watch.isIdle()).isTrue();
  }

  @Test
  void bothKeysOfARowThatMovesAreChanged() {
    Set<RowImage> keys = Set.of(row("1", "2"), row("3", "4"), row("5", "6"));
    try (Watched rows = watch.watch(Set.of(ONE), List.of("a", "b"), keys)) {
      watch.changed(ONE, columns, new RowChange(row("1", "2", "x"), row("3", "4", "x")));
      assertThat(keys.stream().filter(rows::hasChanged))
          .containsExactlyInAnyOrder(row("1", "2"), row("3", "4"));
    }
  }

  @Test
  void aMergedTableMayHaveItsKeyInAnotherOrder() {
    try (Watched rows = watch.watch(Set.of(ONE, TWO), List.of("b", "a"), Set.of(row("2", "1")))) {
      watch.changed(TWO, columns, new RowChange(null, row("1", "2", "x")));
      assertThat(rows.hasChanged(row("2", "1"))).isTrue();
    }
  }

  @Test
  void anImageWithoutItsUnchangedKeyIsOfTheRowBefore() {
    Set<RowImage> keys = Set.of(row("1", "2"), row("3", "4"));
    try (Watched rows = watch.watch(Set.of(ONE), List.of("a", "b"), keys)) {
      watch.changed(ONE, columns, new RowChange(row("1", "2", null), row(null, null, "x")));
      assertThat(keys.stream().filter(rows::hasChanged)).containsExactly(row("1", "2"));
    }
  }

  @Test
  void changedRowsAreCollectedUntilTheyAreTooMany() {
    try (Watched rows = watch.collect(Set.of(ONE), List.of("a", "b"), 3)) {
      assertThat(rows.rows().orElseThrow()).isEmpty();
      watch.changed(ONE, columns, new RowChange(row("01", "2", "x"), row("3", "4", "x")));
      watch.changed(ONE, columns, new RowChange(row("3", "4", "x"), row("3", "4", "y")));
      watch.changed(TWO, columns, new RowChange(null, row("5", "6", "x")));
      assertThat(rows.rows().orElseThrow()).containsExactlyInAnyOrder(row("1", "2"), row("3", "4"));
      watch.changed(ONE, columns, new RowChange(null, row("7", "8", "x")));
      assertThat(rows.rows()).isPresent();
      watch.changed(ONE, columns, new RowChange(null, row("9", "0", "x")));
      assertThat(rows.rows()).isEmpty();
      assertThat(rows.hasChanged(row("11", "12"))).isTrue();
    }
  }

  @Test
  void allRowsMayHaveChangedWhereThatIsNotKnown() {
    try (Watched keyless = watch.watchAll(Set.of(ONE));
        Watched keyed = watch.collect(Set.of(ONE), List.of("a", "b"), 3);
        Watched again = watch.again(keyed)) {
      assertThat(keyless.rows().orElseThrow()).isEmpty();
      watch.changed(ONE, columns, new RowChange(row("7", "8", "x"), null));
      assertThat(keyless.rows()).isEmpty();
      assertThat(keyed.rows().orElseThrow()).containsExactly(row("7", "8"));
      watch.changedAll();
      assertThat(keyed.rows()).isEmpty();
      assertThat(again.rows()).isEmpty();
    }
  }

  @Test
  void aRowWhoseKeyIsNotCarriedMayBeAnyRow() {
    try (Watched rows = watch.watch(Set.of(ONE), List.of("a", "b"), Set.of(row("1", "2")))) {
      watch.changed(ONE, columns, new RowChange(row("7", null, "x"), null));
      assertThat(rows.hasChanged(row("1", "2"))).isTrue();
    }
  }

  @Test
  void aDeleteOfSeveralRowsChangesThoseThatItMayConcern() {
    Set<RowImage> keys = Set.of(row("1", "2"), row("1", "9"), row("2", "2"), row("3", "9"));
    try (Watched rows = watch.watch(Set.of(ONE), List.of("a", "b"), keys)) {
      watch.changed(
          ONE, columns, new RowChange(row("01", "2", null), null, RowChange.Extent.ONWARD));
      assertThat(keys.stream().filter(rows::hasChanged))
          .containsExactlyInAnyOrder(row("1", "2"), row("1", "9"));
      watch.changed(
          ONE, columns, new RowChange(row(null, "9", null), null, RowChange.Extent.ALIKE));
      assertThat(keys.stream().filter(rows::hasChanged))
          .containsExactlyInAnyOrder(row("1", "2"), row("1", "9"), row("3", "9"));
    }
  }

  @Test
  void aWatchOfAllRowsKnowsEachChangeOfItsTables() {
    try (Watched rows = watch.watchAll(Set.of(ONE))) {
      watch.changed(TWO, columns, new RowChange(null, row("1", "2", "x")));
      assertThat(rows.hasAnyChanged()).isFalse();
      watch.changed(ONE, columns, new RowChange(null, row("1", "2", "x")));
      assertThat(rows.hasAnyChanged()).isTrue();
    }
  }

  /** A row; null for a column that is not carried. */
  private static RowImage row(@Nullable String... values) {
    RowImage.Builder row = new RowImage.Builder(values.length);
    for (String value : values) {
      if (value == null) {
        row.addAbsent();
      } else {
        row.add(value.getBytes(UTF_8));
      }
    }
    return row.build();
  }

  private static List<ColumnDefinition> columns(String... names) {
    DataType type = DataType.of(new ColumnType.Whole(64, true), new Dialect("test"), "bigint");
    return Stream.of(names).map(name -> ColumnDefinition.of(name, type, false)).toList();
  }
}
