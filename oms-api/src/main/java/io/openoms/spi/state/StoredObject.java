package io.openoms.spi.state;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * An object as it is stored.
 *
 * @param kind table or view
 * @param source its name at the source
 * @param target its name at the sink
 * @param scope what of it is moved, by {@link io.openoms.ObjectSelection#scopeOf}
 * @param status its status
 * @param milestones what it has reached
 * @param shapes its definitions at both ends, as the copy takes them to be
 * @param rows rows of its finished chunks; ignored when written
 * @param conflicts rows that its finished chunks left out; ignored when written
 * @param warnings what was converted
 * @param ddl the statement that creates it, when it is the caller's own
 * @param error its error, as {@link ErrorCode} name and message
 */
public record StoredObject(
    ObjectKind kind,
    ObjectName source,
    ObjectName target,
    String scope,
    ObjectStatus status,
    Milestones milestones,
    StoredShapes shapes,
    long rows,
    long conflicts,
    List<String> warnings,
    Optional<String> ddl,
    Optional<String> error) {

  public StoredObject {
    warnings = List.copyOf(warnings);
  }

  /** The same with other milestones. */
  public StoredObject withMilestones(Milestones value) {
    return new StoredObject(
        kind, source, target, scope, status, value, shapes, rows, conflicts, warnings, ddl, error);
  }

  /** The same with another status. */
  public StoredObject withStatus(ObjectStatus value) {
    return new StoredObject(
        kind,
        source,
        target,
        scope,
        value,
        milestones,
        shapes,
        rows,
        conflicts,
        warnings,
        ddl,
        error);
  }

  /** The same with the figures of its finished chunks. */
  public StoredObject withFigures(long allRows, long allConflicts) {
    return new StoredObject(
        kind,
        source,
        target,
        scope,
        status,
        milestones,
        shapes,
        allRows,
        allConflicts,
        warnings,
        ddl,
        error);
  }
}
