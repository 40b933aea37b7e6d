package io.openoms.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.RowDifference.Kind;
import io.openoms.spi.data.RowChange;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnRulesTest {

  @Test
  void whereAllChangesCountEachDifferenceIsOne() {
    assertThat(OwnRules.kinds(EnumSet.allOf(RowChange.Kind.class))).isEmpty();
  }

  @Test
  void eachKindOfChangeThatIsLeftOutLeavesItsDifferences() {
    assertThat(without(RowChange.Kind.DELETE)).containsExactly(Kind.EXTRA);
    assertThat(without(RowChange.Kind.INSERT)).containsExactly(Kind.MISSING);
    assertThat(without(RowChange.Kind.UPDATE))
        .containsExactlyInAnyOrder(Kind.MISSING, Kind.EXTRA, Kind.DIFFERENT);
    assertThat(without(RowChange.Kind.INSERT, RowChange.Kind.DELETE))
        .containsExactlyInAnyOrder(Kind.MISSING, Kind.EXTRA, Kind.DIFFERENT);
  }

  @Test
  void nothingMakesARowUnresolved() {
    assertThat(OwnRules.kinds(Set.of())).doesNotContain(Kind.UNRESOLVED);
  }

  private static Set<Kind> without(RowChange.Kind... left) {
    Set<RowChange.Kind> followed = EnumSet.allOf(RowChange.Kind.class);
    Set.of(left).forEach(followed::remove);
    return OwnRules.kinds(followed);
  }
}
