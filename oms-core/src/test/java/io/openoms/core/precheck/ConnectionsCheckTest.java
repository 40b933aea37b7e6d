package io.openoms.core.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConnectionsNeeded;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConnectionsCheckTest {

  private static final ConnectionsNeeded NEEDED = new ConnectionsNeeded(8, 12, 1);
  private static final ConnectionsNeeded LEAST = new ConnectionsNeeded(2, 3, 1);

  private static ConnectionsCheck check(OptionalInt source, OptionalInt sink) {
    return new ConnectionsCheck(NEEDED, LEAST, source, sink);
  }

  private static List<Status> statuses(ConnectionsCheck check) {
    return check.items().stream().map(PrecheckItem::status).toList();
  }

  @Test
  void poolsThatAreLargeEnoughOrTellNothingPass() {
    ConnectionsCheck check = check(OptionalInt.of(8), OptionalInt.empty());
    assertThat(statuses(check)).containsExactly(Status.PASSED, Status.PASSED);
    assertThat(check.stopsRun()).isFalse();
    assertThat(check.items().get(1).subject())
        .isEqualTo("sink: up to 12 connections at the same time");
  }

  @Test
  void aPoolInWhichTasksWaitIsWarnedOf() {
    ConnectionsCheck check = check(OptionalInt.of(2), OptionalInt.of(11));
    assertThat(statuses(check)).containsExactly(Status.WARNING, Status.WARNING);
    assertThat(check.stopsRun()).isFalse();
  }

  @Test
  void aPoolThatIsTooSmallStopsARunAndSaysHowManyAreNeeded() {
    ConnectionsCheck check = check(OptionalInt.of(8), OptionalInt.of(2));
    assertThat(statuses(check)).containsExactly(Status.PASSED, Status.FAILED);
    assertThat(check.stopsRun()).isTrue();
    assertThat(check.items().get(1).cause())
        .isEqualTo("the pool gives 2; a run cannot work with fewer than 3");
    assertThat(check.items().get(1).advice())
        .isEqualTo("let the pool give 12 connections to the run");
  }
}
