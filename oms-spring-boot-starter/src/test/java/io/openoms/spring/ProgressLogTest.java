package io.openoms.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.event.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProgressLogTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(MigrationRuns.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final ProgressLog log = new ProgressLog("shop", Duration.ofSeconds(30));

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void aPhaseHasALineEachInterval() {
    for (int second = 0; second <= 60; second++) {
      log.onProgress(new ProgressEvent(NOON.plusSeconds(second), copied(second)));
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "project shop: full: 0 of 1,000 rows, 50 rows/s, 1 of 3 objects done, about 9 s left",
            "project shop: full: 30 of 1,000 rows, 50 rows/s, 1 of 3 objects done, about 9 s left",
            "project shop: full: 60 of 1,000 rows, 50 rows/s, 1 of 3 objects done, about 9 s left");
  }

  @Test
  void phasesSideBySideHaveLinesOfTheirOwn() {
    log.onProgress(new ProgressEvent(NOON, copied(1)));
    log.onProgress(new ProgressEvent(NOON.plusSeconds(1), following(Optional.empty())));
    log.onProgress(
        new ProgressEvent(NOON.plusSeconds(31), following(Optional.of(Duration.ofMillis(1_250)))));
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .element(1)
        .isEqualTo(
            "project shop: incremental: lag unknown, 7 changes applied, 3 changes/s, 4,096 bytes"
                + " wait on disk");
    assertThat(lines.list).last().asString().contains("lag 1.3 s");
  }

  private static Progress copied(long rows) {
    return new Progress(
        Phase.FULL,
        rows,
        1_000,
        9,
        50,
        9,
        Optional.of(Duration.ofSeconds(9)),
        1,
        3,
        Optional.empty());
  }

  private static Progress following(Optional<Duration> lag) {
    Following following =
        new Following(
            lag, 8, 7, 6, 5, 3, 2, 4_096, false, 0, Optional.empty(), Optional.empty(), Map.of());
    return new Progress(
        Phase.INCREMENTAL, 0, 0, 0, 0, 0, Optional.empty(), 3, 3, Optional.of(following));
  }
}
