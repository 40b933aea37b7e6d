package io.openoms.core.switchover;

import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.util.List;

/**
 * What the directing task's parts share.
 *
 * @param directions the projects of both directions
 * @param ends both ends, open
 * @param book the log of switchovers
 * @param gates what keeps applications from writing
 * @param legs starts runs
 * @param control continue or stop
 * @param repeater tries steps again
 * @param reporter makes events
 */
record SwitchScope(
    Directions directions,
    Ends ends,
    SwitchBook book,
    Gates gates,
    Legs legs,
    Control control,
    Repeater repeater,
    Reporter reporter) {

  /** The project's objects as the forward direction has stored them. Blocks. */
  List<StoredObject> objects() {
    return repeater
        .ask(() -> ends.store().read(directions.project().name()))
        .map(StoredProject::objects)
        .orElse(List.of());
  }
}
