package io.openoms.binlog.mysql.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the places of a log each goal takes. */
class GoalsTest {

  private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  private static final Instant SECOND = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void aTimeIsThePlaceBeforeTheFirstTransactionThatIsNotEarlier() {
    assertThat(offset(SECOND.plusMillis(500), SECOND.plusMillis(499), SECOND.plusMillis(500)))
        .isEqualTo(200);
    assertThat(offset(SECOND.plusMillis(500), SECOND.plusMillis(501))).isEqualTo(100);
    assertThat(offset(SECOND, SECOND.minusMillis(1), SECOND.minusMillis(2))).isEqualTo(300);
  }

  /** The log says 10:00:00, and the commit may have been at 10:00:00.9. */
  @Test
  void ofALogOfWholeSecondsNothingOfThatSecondIsLeftOut() {
    assertThat(offset(SECOND.plusMillis(500), SECOND.minusSeconds(1), SECOND)).isEqualTo(200);
  }

  /** Of transactions that end at 200, 300, … . */
  private static long offset(Instant at, Instant... committed) {
    TimeGoal goal = new TimeGoal(at);
    Optional<LogPosition> found = goal.look(place("binlog.000001", 100), Optional.empty());
    LogPosition end = place("binlog.000001", 100);
    for (int i = 0; i < committed.length && found.isEmpty(); i++) {
      end = place("binlog.000001", 200 + 100L * i);
      found = goal.look(end, Optional.of(committed[i]));
    }
    return found.orElse(goal.atEnd(end)).offset();
  }

  @Test
  void anOffsetMustBeBetweenTwoTransactions() {
    assertThat(new OffsetGoal("binlog.000001", 157).look(place("binlog.000001", 157), none()))
        .isPresent();
    OffsetGoal within = new OffsetGoal("binlog.000001", 158);
    assertThat(within.look(place("binlog.000001", 157), none())).isEmpty();
    assertThatThrownBy(() -> within.look(place("binlog.000001", 300), none()))
        .hasMessageContaining("are 157 and 300");
    assertThatThrownBy(() -> within.look(place("binlog.000002", 4), none()))
        .hasMessageContaining("the last one in it is 157");
    assertThatThrownBy(() -> within.atEnd(place("binlog.000001", 157)))
        .hasMessageContaining("the log ends at 157");
  }

  @Test
  void aSetMustBeWhatStandsBeforeAPlace() {
    SetGoal goal = new SetGoal(TransactionSet.parse(SERVER + ":1-2", false));
    assertThat(goal.look(place("binlog.000001", 4), none())).isEmpty();
    assertThat(goal.look(behind("1"), none())).isEmpty();
    assertThat(goal.look(behind("1-2"), none())).isPresent();
    assertThatThrownBy(() -> goal.look(behind("1-3"), none())).hasMessageContaining("it lacks");
    assertThatThrownBy(() -> goal.look(place("binlog.000001", 9), none()))
        .hasMessageContaining("without names");
    assertThatThrownBy(() -> goal.atEnd(behind("1"))).hasMessageContaining("does not have");
  }

  @Test
  void placesAreNamedInThreeWays() {
    assertThat(NamedPlace.parse(" file=binlog.000012  offset=4711 "))
        .isEqualTo(new NamedPlace(Optional.empty(), "binlog.000012", 4711));
    assertThat(NamedPlace.parse("gtid=" + SERVER + ":1-2,\n" + SERVER + ":t:1").gtids())
        .contains(SERVER + ":1-2," + SERVER + ":t:1");
    assertThat(NamedPlace.parse(place("binlog.000012", 4711).position().text()))
        .isEqualTo(new NamedPlace(Optional.empty(), "binlog.000012", 4711));
    for (String text : List.of("", "gtid=", "gtid= ", "file=a offset=-1", "file=a", "binlog.1:4")) {
      assertThatThrownBy(() -> NamedPlace.parse(text)).hasMessageContaining("START_INVALID");
    }
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private static LogPosition place(String file, long offset) {
    return LogPosition.at(file, offset);
  }

  private static LogPosition behind(String numbers) {
    return new LogPosition("binlog.000001", 9, 0, Optional.of(SERVER + ":" + numbers), "", "");
  }
}
