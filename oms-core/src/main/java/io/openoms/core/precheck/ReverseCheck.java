package io.openoms.core.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Delivery;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** REVERSE_DIRECTION: after a switchover changes can flow back. */
public record ReverseCheck(EndpointSession source, EndpointSession sink) implements Precheck {

  private static final String NAME = "REVERSE_DIRECTION";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    missing()
        .forEach(
            what ->
                items.add(
                    PrecheckItem.failed(
                        NAME, "switchover", what, "leave the phase reverse_incremental out")));
    for (EndpointSession end : List.of(source, sink)) {
      if (end.writeGate().isEmpty()) {
        items.add(
            PrecheckItem.warning(
                NAME,
                end.facts().product(),
                "it cannot be made to refuse writes",
                "stop the applications' writes yourself; the switchover then observes the end"));
      }
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "switchover")) : items;
  }

  List<String> missing() {
    List<String> missing = new ArrayList<>();
    require(missing, source, source.rowSink(), "take changes");
    if (!isApart(source)) {
      require(missing, source, source.stateStore(), "keep the state of that direction");
    }
    require(missing, source, source.schemaTarget(), "be compared as a sink");
    require(missing, sink, sink.changeLog(), "be followed");
    require(missing, sink, sink.snapshot(), "be read");
    return missing;
  }

  /** Rows that are not committed with a state leave that where the project keeps its own. */
  private static boolean isApart(EndpointSession end) {
    return end.rowSink().filter(rows -> rows.delivery() == Delivery.IDEMPOTENT).isPresent();
  }

  private static void require(
      List<String> missing, EndpointSession end, Optional<?> role, String what) {
    if (role.isEmpty()) {
      missing.add(end.facts().product() + " cannot " + what);
    }
  }

  /**
   * Requires that changes can flow back.
   *
   * @throws MigrationException ROLE_MISSING when they cannot
   */
  public void require() {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new MigrationException(
          EngineError.ROLE_MISSING,
          ErrorContext.none().withPhase(Phase.SWITCHOVER),
          String.join("; ", missing));
    }
  }
}
