package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.StartAt;
import io.openoms.error.ApiError;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** START_KIND: the source's log can be entered at places of the kind that the project names. */
record StartKindCheck(ChangeLog log, StartAt start) implements Precheck {

  private static final String NAME = "START_KIND";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(
        log.startsAt(start)
            ? PrecheckItem.passed(NAME, start.toString())
            : PrecheckItem.failed(
                NAME,
                start.toString(),
                ApiError.START_UNSUPPORTED.name()
                    + ": changes of this source can be followed from the end of its log on, and"
                    + " cannot start at a time or position",
                ApiError.START_UNSUPPORTED.remedy()));
  }

  @Override
  public boolean stopsRun() {
    return true;
  }
}
