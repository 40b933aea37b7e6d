package io.openoms.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionTest {

  private static final Position HERE = new Position("here");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // transition | before | after
        "CREATE        | -                                         | CREATED",
        "BEGIN_COPY    | CREATED                                   | CREATED LOW_WATERMARK",
        "BEGIN_COPY    | CREATED COPY_VOID LOW_WATERMARK CONVERGED | CREATED LOW_WATERMARK",
        "END_SPLIT     | LOW_WATERMARK                             | LOW_WATERMARK SPLIT",
        "READ_LAST_ROW | LOW_WATERMARK SPLIT       | LOW_WATERMARK SPLIT HIGH_WATERMARK",
        "READ_AT       | SPLIT                     | LOW_WATERMARK SPLIT HIGH_WATERMARK",
        "END_COPY      | SPLIT                     | SPLIT COPIED",
        "TAKE_AS_EQUAL | -                         | LOW_WATERMARK HIGH_WATERMARK",
        "READ_AGAIN    | HIGH_WATERMARK            | HIGH_WATERMARK",
        "CONVERGE      | HIGH_WATERMARK            | HIGH_WATERMARK CONVERGED",
        "VOID_COPY     | CREATED LOW_WATERMARK SPLIT HIGH_WATERMARK COPIED CONVERGED CAPTURED"
            + " | CREATED CAPTURED COPY_VOID",
        "CAPTURE       | CREATED                   | CREATED CAPTURED",
        "END_CAPTURE   | CREATED CAPTURED          | CREATED",
        "SHARE_TARGET  | CREATED                   | CREATED ROWS_OF_OTHERS",
        "EMPTY_TARGET  | CREATED ROWS_OF_OTHERS    | CREATED",
        "LOSE_SOURCE   | COPIED CAPTURED           | COPIED SOURCE_GONE",
        "LEAVE_OUT     | COPY_VOID SOURCE_GONE     | COPY_VOID",
        "VOID_COPY     | SPLIT COPIED ROWS_OF_OTHERS | COPY_VOID ROWS_OF_OTHERS",
      })
  void leadsToItsMilestones(Transition transition, String before, String after) {
    Milestones next = transition.from(milestones(before), Optional.of(HERE));

    assertThat(next.reached().keySet()).isEqualTo(names(after));
    assertThat(next.cleared())
        .isEqualTo(
            names(before).stream()
                .filter(milestone -> !next.has(milestone))
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "BEGIN_COPY, SPLIT",
        "BEGIN_COPY, COPIED",
        "END_SPLIT, SPLIT COPIED",
        "READ_LAST_ROW, LOW_WATERMARK",
        "READ_LAST_ROW, SPLIT COPIED",
        "READ_AT, SPLIT COPIED",
        "END_COPY, -",
        "TAKE_AS_EQUAL, SPLIT",
        "TAKE_AS_EQUAL, COPIED",
        "READ_AGAIN, LOW_WATERMARK",
        "CONVERGE, LOW_WATERMARK COPIED",
      })
  void refusesAnIllegalMove(Transition transition, String before) {
    Milestones now = milestones(before);

    assertThatThrownBy(() -> transition.from(now, Optional.of(HERE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(transition.name());
  }

  /** An answer may be lost: the step is retried, and its transition is made again. */
  @ParameterizedTest
  @EnumSource
  void changesNothingWhenItIsMadeAgain(Transition transition) {
    Milestones ready = milestones("HIGH_WATERMARK");
    boolean needsSplit = Set.of(Transition.READ_LAST_ROW, Transition.END_COPY).contains(transition);
    Milestones before = needsSplit ? milestones("SPLIT") : ready;

    Milestones once = transition.from(before, Optional.of(HERE));

    assertThat(transition.from(once, Optional.of(HERE))).isEqualTo(once);
  }

  @Test
  void withoutAPositionReachesWhatHasNone() {
    Milestones next = Transition.BEGIN_COPY.from(milestones("LOW_WATERMARK"), Optional.empty());

    assertThat(next.reached()).isEmpty();
    assertThat(next.cleared()).containsExactly(Milestone.LOW_WATERMARK);
  }

  @Test
  void whatIsStoredAfterItLeavesTheObjectAsItIs() {
    ObjectName name = new ObjectName("shop", "item");
    MigratedObject object = new MigratedObject(ObjectKind.TABLE, name, name, "", 0);

    StoredObject stored = object.storedAfter(Transition.READ_AT, Optional.of(HERE));

    assertThat(stored.milestones().watermarks().high()).contains(HERE);
    assertThat(object.milestones()).isEqualTo(Milestones.none());
  }

  private static Milestones milestones(String names) {
    Map<Milestone, Optional<Position>> reached = new EnumMap<>(Milestone.class);
    for (Milestone milestone : names(names)) {
      reached.put(
          milestone,
          milestone.hasPosition() ? Optional.of(new Position("before")) : Optional.empty());
    }
    return Milestones.of(reached);
  }

  private static Set<Milestone> names(String names) {
    Set<Milestone> found = EnumSet.noneOf(Milestone.class);
    if (names != null) {
      Arrays.stream(names.split(" ")).map(Milestone::valueOf).forEach(found::add);
    }
    return found;
  }
}
