package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides for each table whether its changes are captured without a gap since its copy. Invariant:
 * a table's milestone {@code CAPTURED} is stored together with its definition before the first
 * change is captured, and is cleared before a change is skipped. Immutable.
 *
 * @param log compares positions
 * @param entered where capture enters; empty when the project never captured anything
 * @param known the definitions of the tables that the last run captured
 */
record CapturePlan(
    ChangeLog log, Optional<CaptureStart> entered, Map<ObjectName, StoredDefinition> known) {

  CapturePlan {
    known = Map.copyOf(known);
  }

  /**
   * Requires the definition of a table that is captured.
   *
   * @throws MigrationException STATE_DAMAGED when it is missing
   */
  void requireDefinition(MigratedObject table) {
    if (table.capturedSince().isPresent() && !known.containsKey(table.source())) {
      throw new MigrationException(
          EngineError.STATE_DAMAGED,
          ErrorContext.of(table.source()),
          "its definition is missing in the stored schema history; drop "
              + table.target()
              + " and retry the table, to have it copied anew");
    }
  }

  /** Whether a table stays captured as in the last run. */
  boolean stays(MigratedObject table) {
    Optional<Position> since = table.capturedSince();
    Optional<Position> low = table.watermarks().low();
    return since.isPresent()
        && known.containsKey(table.source())
        && (low.isEmpty() || log.covers(low.get(), since.get()));
  }

  /** Whether changes after a table's copy were skipped and will not be read again. */
  boolean isVoid(MigratedObject table) {
    Optional<Position> low = table.watermarks().low();
    return entered.isPresent()
        && low.isPresent()
        && !stays(table)
        && !log.covers(low.get(), entered.get().resumption().position());
  }

  /** Whether exactly these tables were captured by the last run, and stay so. */
  boolean isSame(List<MigratedObject> tables) {
    return tables.stream().allMatch(this::stays)
        && known
            .keySet()
            .equals(tables.stream().map(MigratedObject::source).collect(Collectors.toSet()));
  }
}
