package io.openoms;

import java.util.List;
import java.util.Optional;

/**
 * What became of an object. Immutable.
 *
 * @param kind table or view
 * @param source its name at the source
 * @param target its name at the sink
 * @param status its status
 * @param rows rows of it at the sink that this project copied, 0 for views
 * @param conflicts rows of the source that were left out for rows that the sink had already; see
 *     {@link ConflictPolicy#IGNORE}
 * @param warnings what was converted or is held back, as sentences
 * @param error why it failed, with its code, when it did
 */
public record ObjectResult(
    ObjectKind kind,
    ObjectName source,
    ObjectName target,
    ObjectStatus status,
    long rows,
    long conflicts,
    List<String> warnings,
    Optional<String> error) {

  public ObjectResult {
    warnings = List.copyOf(warnings);
  }
}
