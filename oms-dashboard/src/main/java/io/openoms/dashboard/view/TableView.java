package io.openoms.dashboard.view;

import io.openoms.Following;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table, view or sequence in a list. Changes are those that this run applied.
 *
 * @param began when this run began to work on it
 * @param ended when it reached its last status in this run
 * @param code the error's stable code, when it failed
 */
public record TableView(
    String kind,
    String source,
    String target,
    String status,
    long rows,
    long expected,
    long bytes,
    long conflicts,
    @Nullable Long began,
    @Nullable Long ended,
    @Nullable String code,
    int warnings,
    long inserts,
    long updates,
    long deletes) {

  private static final Following.Counts NONE = new Following.Counts(0, 0, 0, Map.of());

  static TableView of(ObjectResult object, Map<ObjectName, Following.Counts> changes) {
    Following.Counts counts = changes.getOrDefault(object.source(), NONE);
    return new TableView(
        object.kind().label(),
        object.source().toString(),
        object.target().toString(),
        object.status().label(),
        object.rows(),
        object.rowsExpected(),
        object.bytes(),
        object.conflicts(),
        Times.millis(object.began()),
        Times.millis(object.ended()),
        object.errorCode().orElse(null),
        object.warnings().size(),
        counts.inserts(),
        counts.updates(),
        counts.deletes());
  }
}
