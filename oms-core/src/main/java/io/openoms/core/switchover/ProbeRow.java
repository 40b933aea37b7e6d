package io.openoms.core.switchover;

import io.openoms.core.error.EngineError;
import io.openoms.core.phase.Entry;
import io.openoms.core.spool.Spool;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.ProbeTable;
import io.openoms.spi.state.StoredApply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tries the way of the reverse direction before writes are stopped: a row of the bookkeeping is
 * added, changed and removed at the sink, and a run of the ordinary engine, with the accounts of
 * the reverse direction, has to bring each of these to the source. Grants alone do not tell whether
 * it can. One thread.
 */
public final class ProbeRow {

  /** How long the run may take to begin; transactions that are open hold it up. */
  private static final Duration BEGINNING = Duration.ofMinutes(5);

  private static final int CONNECTIONS = 2;

  private final SwitchScope scope;
  private final Duration limit;

  /**
   * Sends a row.
   *
   * @param limit how long each of its changes may take
   */
  ProbeRow(SwitchScope scope, Duration limit) {
    this.scope = scope;
    this.limit = limit;
  }

  /**
   * Sends the row; {@link #clear} is to follow. Blocks.
   *
   * @return what was done, as a sentence
   * @throws MigrationException that of the run; SWITCHOVER_REFUSED when the row did not arrive
   */
  String send() {
    Ends ends = scope.ends();
    String name = scope.directions().reverseProbe(Optional.empty()).name();
    Optional<ProbeTable> from = probe(ends.sink(), name);
    Optional<ProbeTable> to = probe(ends.source(), name);
    if (from.isEmpty() || to.isEmpty()) {
      return "no row was sent ahead: an end keeps no bookkeeping";
    }
    clear();
    send(from.get(), to.get());
    return "a row was added, changed and removed at the sink, and the source followed";
  }

  private static Optional<ProbeTable> probe(EndpointSession end, String name) {
    return end.stateStore().flatMap(store -> store.probe(name));
  }

  private void send(ProbeTable from, ProbeTable to) {
    ErrorContext where = ErrorContext.of(from.name());
    scope.repeater().run(where, to::make);
    scope.repeater().run(where, from::make);
    Entry entry = Entry.whenEqual();
    Leg leg =
        scope.legs().startApart(scope.directions().reverseProbe(Optional.of(from.name())), entry);
    try {
      entry.begin();
      // From its position on all that is written must arrive.
      await(leg, from, "a run that follows it", BEGINNING, () -> leg.end().isPresent());
      scope.repeater().run(where, () -> from.put(1));
      await(leg, from, "an INSERT", limit, () -> holds(to, 1));
      scope.repeater().run(where, () -> from.put(2));
      await(leg, from, "an UPDATE", limit, () -> holds(to, 2));
      scope.repeater().run(where, from::remove);
      await(leg, from, "a DELETE", limit, () -> value(to).isEmpty());
    } finally {
      leg.close();
    }
  }

  private boolean holds(ProbeTable table, long value) {
    return value(table).filter(seen -> seen == value).isPresent();
  }

  private Optional<Long> value(ProbeTable table) {
    return scope
        .repeater()
        .ask(ErrorContext.of(table.name()), () -> table.value().stream().boxed().findFirst());
  }

  private void await(
      Leg leg, ProbeTable from, String what, Duration most, BooleanSupplier arrived) {
    new LegWait(leg, scope.control(), most, () -> late(from, what, most)).until(arrived);
  }

  private static MigrationException late(ProbeTable from, String what, Duration most) {
    return new MigrationException(
        EngineError.SWITCHOVER_REFUSED,
        ErrorContext.of(from.name()),
        "the way back was tried with a row of "
            + from.name()
            + ", and "
            + what
            + " has not come from the sink to the source within "
            + LagGate.seconds(most));
  }

  /** Removes what a try has left, also one of an engine that is gone. Blocks. */
  void clear() {
    Ends ends = scope.ends();
    scope.repeater().run(() -> clear(scope.directions(), ends.source(), ends.sink()));
  }

  /** The same for a project that does not run. Blocks. */
  public static void clear(Directions directions, EndpointSession source, EndpointSession sink) {
    ProjectDefinition probe = directions.reverseProbe(Optional.empty());
    if (probe.source().keepsCapture()) {
      try (EndpointSession log = probe.source().open(probe.options(CONNECTIONS))) {
        log.captureSetup().ifPresent(CaptureSetup::release);
      }
    }
    source
        .stateStore()
        .ifPresent(
            store -> {
              Optional<StoredApply> applied = store.apply(probe.name());
              store.release(probe.name());
              Spool.remove(probe.phases().incrementalOptions().spoolDirectory(), applied);
            });
    probe(sink, probe.name()).ifPresent(ProbeTable::drop);
    probe(source, probe.name()).ifPresent(ProbeTable::drop);
  }
}
