package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.time.Duration;
import java.util.List;

/**
 * CLOCKS: both servers' clocks against this machine's, as they were when the sessions were opened.
 * Lag is a difference of clocks, and defaults such as the present time come from them.
 */
record ClockCheck(ServerFacts source, ServerFacts sink) implements Precheck {

  private static final String NAME = "CLOCKS";
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (source.clockSkew().isEmpty() || sink.clockSkew().isEmpty()) {
      return List.of(PrecheckItem.skipped(NAME, "clocks", "a server does not tell its time"));
    }
    Duration apart = source.clockSkew().get().minus(sink.clockSkew().get()).abs();
    if (apart.compareTo(TOLERATED) <= 0) {
      return List.of(
          PrecheckItem.passed(NAME, "clocks at most " + TOLERATED.toSeconds() + " s apart"));
    }
    return List.of(
        PrecheckItem.warning(
            NAME,
            "clocks",
            "the servers' clocks are " + apart.toMillis() / 1000.0 + " s apart",
            "let both follow a time server"));
  }
}
