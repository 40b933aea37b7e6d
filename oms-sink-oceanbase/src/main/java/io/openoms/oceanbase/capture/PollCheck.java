package io.openoms.oceanbase.capture;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SOURCE_CAPTURE, where tables are polled: what that needs, and what it cannot do. Stateless. */
public final class PollCheck implements Precheck {

  private static final String NAME = "SOURCE_CAPTURE";

  private final Probe probe;
  private final Duration interval;

  /**
   * Asks by that probe.
   *
   * @param interval the rest between two looks
   */
  public PollCheck(Probe probe, Duration interval) {
    this.probe = probe;
    this.interval = interval;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String subject =
        "polling every "
            + interval.toMillis()
            + " ms: the net change of each row from one look to the next";
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.skipped(NAME, subject, "the project follows no changes"));
    }
    AccountGrants account = AccountGrants.of(probe);
    List<PrecheckItem> items = new ArrayList<>(new CaptureNeeds(probe).items(NAME, account));
    if (scope.bothWays()) {
      items.add(
          PrecheckItem.failed(
              NAME,
              "both directions at once",
              "polling does not tell this project's writes from those of applications",
              "choose capture: triggers, or add the phase switchover: then one direction works at a"
                  + " time"));
    }
    items.add(
        PrecheckItem.warning(
            NAME,
            subject,
            "each look reads all rows of the followed tables at the server, and states between two"
                + " looks do not arrive",
            "make the interval longer, or choose capture: triggers"));
    return items;
  }
}
