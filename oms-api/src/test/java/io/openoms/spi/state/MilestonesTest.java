package io.openoms.spi.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.Position;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MilestonesTest {

  private static final Optional<Position> HERE = Optional.of(new Position("here"));

  @Test
  void remembersWhatIsCleared() {
    Milestones milestones =
        Milestones.none()
            .with(Milestone.SPLIT, Optional.empty())
            .without(Set.of(Milestone.SPLIT, Milestone.COPIED));

    assertThat(milestones.reached()).isEmpty();
    assertThat(milestones.cleared()).containsExactly(Milestone.SPLIT);
  }

  @Test
  void forgetsThatItWasClearedWhenItIsReachedAgain() {
    Milestones milestones =
        Milestones.none()
            .with(Milestone.LOW_WATERMARK, Optional.of(new Position("before")))
            .without(Set.of(Milestone.LOW_WATERMARK))
            .with(Milestone.LOW_WATERMARK, HERE);

    assertThat(milestones.cleared()).isEmpty();
    assertThat(milestones.watermarks()).isEqualTo(new Watermarks(HERE, Optional.empty()));
  }

  @Test
  void refusesAPositionThatIsMissingOrOneTooMany() {
    assertThatThrownBy(() -> Milestones.none().with(Milestone.CAPTURED, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Milestones.none().with(Milestone.CREATED, HERE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesOneThatIsReachedAndCleared() {
    Map<Milestone, Optional<Position>> reached = Map.of(Milestone.SPLIT, Optional.empty());

    assertThatThrownBy(() -> new Milestones(reached, Set.of(Milestone.SPLIT)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
