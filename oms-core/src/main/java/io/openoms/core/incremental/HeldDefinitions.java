package io.openoms.core.incremental;

import io.openoms.IncrementalOptions;
import io.openoms.Phase;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Roles;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeEvent.SchemaChanged;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableEffect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Requires that the definitions of now have held since a place in the log that the caller named. A
 * row that is read by a later definition than its own may get wrong values without an error, and
 * what is applied cannot be taken back. So the log is read up to now before anything is stored. One
 * thread.
 */
final class HeldDefinitions {

  private static final int BATCH_BYTES = 256 << 10;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final PhaseContext context;
  private final ChangeLog log;
  private final IncrementalOptions options;
  private final Repeater repeater;

  HeldDefinitions(
      PhaseContext context, ChangeLog log, IncrementalOptions options, Repeater repeater) {
    this.context = context;
    this.log = log;
    this.options = options;
    this.repeater = repeater;
  }

  /** A change of a definition, its transaction's name, and the position behind it. */
  record Found(SchemaChanged change, ChangedObject object, String transaction, Position behind) {}

  /**
   * Reads the log up to its end. Blocks as long as that takes.
   *
   * @param tables the tables by their definitions of now
   * @throws MigrationException DDL_NOT_FOLLOWED when the log has a change of one of them
   */
  void require(List<CapturedTable> tables, Position from) {
    repeater
        .ask(() -> firstChange(tables, from))
        .ifPresent(
            found -> {
              throw refusal(found);
            });
  }

  /** The first change of one of them behind a position; empty when they hold. Blocks as long. */
  Optional<Found> firstChange(List<CapturedTable> tables, Position from) {
    Position until = log.current().orElseThrow(Roles::noLog);
    try (ChangeReader reader = log.open(new ChangeRequest(from, tables, BATCH_BYTES))) {
      Optional<Found> found = Optional.empty();
      while (found.isEmpty() && !log.covers(reader.position(), until)) {
        found = readSome(tables, reader);
      }
      return found;
    }
  }

  /** For a moment: comparing positions takes longer than reading an event. */
  private Optional<Found> readSome(List<CapturedTable> tables, ChangeReader reader) {
    context.control().check();
    long end = System.nanoTime() + LOOK.toNanos();
    Optional<Found> found = Optional.empty();
    ChangeEvent event;
    do {
      event = reader.next(LOOK);
      if (event instanceof SchemaChanged change) {
        found = found(tables, change, reader);
      }
    } while (found.isEmpty() && !(event instanceof ChangeEvent.Idle) && System.nanoTime() < end);
    return found;
  }

  private Optional<Found> found(
      List<CapturedTable> tables, SchemaChanged change, ChangeReader reader) {
    String transaction = transaction(reader);
    boolean isReplaced = "".equals(options.ddlReplacements().get(transaction));
    return change.objects().stream()
        .filter(object -> object.kind() != ChangedObject.Kind.PREPARED)
        .filter(object -> !isReplaced && !isEmptied(tables, change, object))
        .map(object -> new Found(change, object, transaction, reader.position()))
        .findFirst();
  }

  private static MigrationException refusal(Found found) {
    SchemaChanged change = found.change();
    return new MigrationException(
        EngineError.DDL_NOT_FOLLOWED,
        ErrorContext.of(found.object().name())
            .withPhase(Phase.INCREMENTAL)
            .withPosition("after " + change.position().text()),
        change.statement().map(DefinitionChanges::shown).orElse("its definition changed")
            + ", behind the place where the project begins, so the definition that held there"
            + " is not known. Nothing is stored or applied. Begin behind it, at position '"
            + found.behind().text()
            + "', or say that it leaves the table as it is (replaceDdl(\""
            + found.transaction()
            + "\", \"\")), or let the project copy its tables");
  }

  /** The end of its transaction names it; more in the same one is a stop of the capture. */
  private String transaction(ChangeReader reader) {
    ChangeEvent event = reader.next(LOOK);
    while (event instanceof ChangeEvent.Idle) {
      context.control().check();
      event = reader.next(LOOK);
    }
    return event instanceof ChangeEvent.Committed committed ? committed.id() : "";
  }

  /** An emptied table has the definition that it had. */
  private boolean isEmptied(
      List<CapturedTable> tables, SchemaChanged change, ChangedObject object) {
    return change.statement().isPresent()
        && log.algebra().isPresent()
        && tables.stream()
            .map(CapturedTable::definition)
            .filter(definition -> definition.name().equals(object.name()))
            .map(definition -> log.algebra().get().effect(change.statement().get(), definition))
            .anyMatch(effect -> effect.kind() == TableEffect.Kind.EMPTIED);
  }
}
