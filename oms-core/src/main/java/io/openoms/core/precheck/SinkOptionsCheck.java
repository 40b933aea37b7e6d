package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.core.plan.SinkRules;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** SINK_OPTIONS: the sink can do what the project's options ask for. */
record SinkOptionsCheck(SinkRules rules, ProjectDefinition project) implements Precheck {

  private static final String NAME = "SINK_OPTIONS";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    List<PrecheckItem> items =
        rules.faults(project).stream()
            .map(
                fault ->
                    PrecheckItem.failed(NAME, "options", fault, "change the project's options"))
            .toList();
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "options")) : items;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }
}
