package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.StartAt;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * START_PLACE: the source's log still holds the place where the project begins. No run is stopped
 * by it: a project that has begun needs the place no more, and one that begins finds it again.
 */
record StartPlaceCheck(ChangeLog log, StartAt start) implements Precheck {

  private static final String NAME = "START_PLACE";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    try {
      return List.of(
          log.startsAt(start)
              ? PrecheckItem.passed(NAME, log.startAt(start).text())
              : PrecheckItem.skipped(NAME, start.toString(), "the log has no such places"));
    } catch (MigrationException e) {
      return List.of(
          PrecheckItem.failed(
              NAME,
              start.toString(),
              e.code().name() + ": " + e.description(),
              "name another place; a project that has begun goes on from where it stands"));
    }
  }
}
