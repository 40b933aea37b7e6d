package io.openoms.dashboard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private final History history = new History();

  @Test
  void aRunOfADayHasABoundedNumberOfPointsFromItsBeginningToItsEnd() {
    int day = (int) Duration.ofDays(1).toSeconds();
    for (int second = 1; second <= day; second++) {
      history.add(sample(second, 100.0, 1.0));
    }
    List<Sample> points = history.points();

    assertThat(points).hasSizeBetween(History.MOST / 2, History.MOST);
    assertThat(points.get(0).at()).isBefore(BEGAN.plus(Duration.ofMinutes(10)));
    assertThat(points.get(points.size() - 1).at()).isEqualTo(BEGAN.plusSeconds(day));
    assertThat(points).extracting(Sample::at).isSorted().doesNotHaveDuplicates();
    assertThat(points).allSatisfy(point -> assertThat(point.rows()).isEqualTo(100.0));
  }

  @Test
  void ratesAreAveragedAndTheLargestLagStays() {
    for (int second = 0; second < History.MOST; second++) {
      history.add(sample(second, second % 2 * 10.0, second == 301 ? 99.0 : 1.0));
    }
    List<Sample> points = history.points();

    assertThat(points).hasSize(History.MOST / 2);
    assertThat(points).extracting(Sample::rows).containsOnly(5.0);
    assertThat(points).extracting(Sample::lag).contains(99.0);
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    for (int second = 0; second < History.MOST; second++) {
      history.add(sample(second, second % 2 == 0 ? null : 7.0, null));
    }

    assertThat(history.points()).extracting(Sample::rows).containsOnly(7.0);
    assertThat(history.points()).extracting(Sample::lag).containsOnlyNulls();
  }

  private static Sample sample(int second, @Nullable Double rows, @Nullable Double lag) {
    return new Sample(
        BEGAN.plusSeconds(second), 1, rows, null, null, null, null, lag, null, null, null);
  }
}
