package io.openoms.core.crossing;

import io.openoms.ObjectName;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.RowSink;
import java.util.Map;

/**
 * What a direction brings to the settling of conflicts. Immutable.
 *
 * @param log its source's log
 * @param sink rows at its sink
 * @param state its state, which is kept at its sink
 * @param writer the bookkeeping row by which its writes are told
 * @param tables its tables, by their names at its source
 * @param repeater does steps again
 * @param reporter events
 */
public record Flow(
    ChangeLog log,
    RowSink sink,
    ProjectState state,
    String writer,
    Map<ObjectName, CrossedTable> tables,
    Repeater repeater,
    Reporter reporter) {

  public Flow {
    tables = Map.copyOf(tables);
  }
}
