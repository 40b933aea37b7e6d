package io.openoms;

import java.time.Instant;
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
 * @param errorCode the stable code of the error, when it failed
 * @param error why it failed, beginning with the code, when it did
 * @param rowsExpected rows expected at the end: an estimate of the source until its copy is done;
 *     equal to {@code rows} where only the stored state was read
 * @param bytes bytes of its row data that this run copied
 * @param began when this run began to work on it; empty when it did not
 * @param ended when it reached its last status in this run; empty when it did not
 */
public record ObjectResult(
    ObjectKind kind,
    ObjectName source,
    ObjectName target,
    ObjectStatus status,
    long rows,
    long conflicts,
    List<String> warnings,
    Optional<String> errorCode,
    Optional<String> error,
    long rowsExpected,
    long bytes,
    Optional<Instant> began,
    Optional<Instant> ended) {

  public ObjectResult {
    warnings = List.copyOf(warnings);
  }
}
