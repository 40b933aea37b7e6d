package io.openoms.core.apply.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.Cascade.Action;
import io.openoms.core.apply.net.NetChanges.Linked;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A window is cut where a change cascades, and only then and only in the tables concerned. */
class WindowNetTest {

  private static final ApplyTable PARENT = named("p");
  private static final ApplyTable CHILD = named("c");
  private static final ApplyTable OTHER = named("o");
  private static final Cascades CASCADES =
      new Cascades(
          Map.of(
              PARENT.source(),
              List.of(new Cascade(CHILD, List.of(2), List.of(0), Action.DELETE, Action.FOLLOW))));
  private static final Set<ObjectName> ALL = Set.of(PARENT.source(), CHILD.source());
  private static final RowImage ONE = Rows.whole(List.of("1", "u", "1"));
  private static final RowImage TWO = Rows.whole(List.of("2", "u", "1"));

  private final WindowNet net = new WindowNet(CASCADES, name -> false);

  private static ApplyTable named(String name) {
    ApplyTable like = Rows.table(TypeKind.INT, List.of(0), List.of());
    ObjectName of = new ObjectName("s", name);
    return new ApplyTable(of, of, like.columns(), like.key(), like.uniqueKeys());
  }

  @Test
  void withoutACascadeEachTableIsMergedByItself() {
    add(PARENT, null, ONE);
    add(CHILD, null, ONE);
    add(PARENT, ONE, Rows.whole(List.of("1", "v", "1")));

    assertThat(net.result().linked()).isEmpty();
    assertThat(net.result().sets()).hasSize(2);
  }

  @Test
  void whatFollowsACascadeIsMergedAnew() {
    add(CHILD, null, ONE);
    add(OTHER, null, ONE);
    add(PARENT, ONE, null);
    add(CHILD, null, ONE);

    NetChanges changes = net.result();

    assertThat(changes.sets()).extracting(TableChangeSet::table).containsExactly(OTHER);
    Linked linked = changes.linked().get(0);
    assertThat(linked.stretches()).hasSize(2);
    assertThat(linked.stretches().get(0).cascades()).hasSize(1);
    assertThat(linked.stretches().get(1).sets().get(0).inserts()).containsExactly(ONE);
    assertThat(Lanes.split(changes, 3).stream().filter(lane -> !lane.linked().isEmpty()))
        .hasSize(1);
  }

  @Test
  void rowsOfATableThatNoKeyTouchesGoTogether() {
    add(PARENT, ONE, null);
    add(PARENT, TWO, null);

    assertThat(net.result().linked().get(0).stretches())
        .singleElement()
        .satisfies(stretch -> assertThat(stretch.cascades()).hasSize(2));
  }

  @Test
  void aRowWhoseReferredValueIsNotCarriedIsNamed() {
    Cascade cascade = new Cascade(CHILD, List.of(2), List.of(1), Action.DELETE, Action.NONE);
    RowImage part = Rows.whole(List.of("1", Rows.ABSENT, "1"));

    assertThatThrownBy(() -> cascade.actionOf(new RowChange(part, null)))
        .hasMessageContaining("CHANGE_INCOMPLETE")
        .hasMessageContaining("s.c");
    assertThat(cascade.actionOf(new RowChange(part, ONE))).isEqualTo(Action.NONE);
  }

  private void add(ApplyTable table, @Nullable RowImage before, @Nullable RowImage after) {
    RowChange change = new RowChange(before, after);
    if (CASCADES.reach(table, change)) {
      net.addCascading(table, change, ALL);
    } else {
      net.add(table, change);
    }
  }
}
