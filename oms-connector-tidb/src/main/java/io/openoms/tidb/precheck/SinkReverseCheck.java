package io.openoms.tidb.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * SINK_REVERSE: a cluster takes changes that flow back after a switchover, and nothing else; before
 * TiDB 6.2 it has no savepoints, without which a change that is refused cannot be undone alone.
 */
final class SinkReverseCheck implements Precheck {

  private static final String NAME = "SINK_REVERSE";

  private final String version;

  /**
   * A check.
   *
   * @param version the server's
   */
  SinkReverseCheck(String version) {
    this.version = version;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (TiDbVersion.isBefore(version, 6, 2)) {
      return List.of(
          PrecheckItem.failed(
              NAME,
              version,
              "it has no savepoints, so changes cannot flow back to it",
              "upgrade to TiDB 6.2 or later, or leave switchover and reverse_incremental out"));
    }
    if (scope.phases().contains(Phase.SCHEMA) || scope.phases().contains(Phase.FULL)) {
      return List.of(
          PrecheckItem.failed(
              NAME,
              "TiDB",
              "it is written to by the reverse direction of a switchover alone",
              "choose another sink"));
    }
    return List.of(PrecheckItem.passed(NAME, version));
  }
}
