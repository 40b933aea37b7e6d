package io.openoms.tidb.precheck;

import io.openoms.PrecheckItem;
import io.openoms.error.MigrationException;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.tidb.tso.TimestampOracle;
import io.openoms.tidb.tso.Tso;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * SOURCE_TIMESTAMPS: a transaction stays on one session and tells its timestamp, which is about the
 * present time. Without it no state of a table can be read, and no change be put in its place.
 */
final class TimestampCheck implements Precheck {

  private static final String NAME = "SOURCE_TIMESTAMPS";

  /** The oracle's clock may be another machine's than that of the server that we ask. */
  private static final Duration SUSPICIOUS = Duration.ofMinutes(5);

  private final TimestampOracle oracle;
  private final ServerFacts facts;

  TimestampCheck(TimestampOracle oracle, ServerFacts facts) {
    this.oracle = oracle;
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    Tso tso;
    try {
      tso = oracle.now();
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      return List.of(
          PrecheckItem.failed(
              NAME, "the timestamp of a transaction", e.description(), e.code().remedy()));
    }
    Instant there = Instant.now().plus(facts.clockSkew().orElse(Duration.ZERO));
    Duration off = Duration.between(tso.time(), there).abs();
    return List.of(
        off.compareTo(SUSPICIOUS) < 0
            ? PrecheckItem.passed(NAME, "the timestamp of a transaction")
            : PrecheckItem.warning(
                NAME,
                "the timestamp of a transaction",
                "it is " + off.toSeconds() + " s away from the server's clock",
                "look at the clocks of the PD servers: the lag of changes is told by them"));
  }
}
