package io.openoms.spi.state;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.error.ErrorCode;
import io.openoms.spi.data.Position;
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
 * @param schemaDone whether the object stands at the sink
 * @param split whether all chunk bounds are stored
 * @param copyDone whether all rows are there, and those indexes that are built after the copy
 * @param converged whether what its copy may have seen is applied, and its unique indexes are built
 * @param copyVoid whether rows of a copy that is void may be at the sink, to be removed first
 * @param watermarks the part of the source's log during which it was copied
 * @param capturedSince where the capture of its changes began: each one behind this is applied, or
 *     can still be read, by the definition in the schema history; empty while they are not captured
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
    boolean schemaDone,
    boolean split,
    boolean copyDone,
    boolean converged,
    boolean copyVoid,
    Watermarks watermarks,
    Optional<Position> capturedSince,
    StoredShapes shapes,
    long rows,
    long conflicts,
    List<String> warnings,
    Optional<String> ddl,
    Optional<String> error) {

  public StoredObject {
    warnings = List.copyOf(warnings);
  }

  /** The same with another {@code split}. */
  public StoredObject withSplit(boolean value) {
    return new StoredObject(
        kind,
        source,
        target,
        scope,
        status,
        schemaDone,
        value,
        copyDone,
        converged,
        copyVoid,
        watermarks,
        capturedSince,
        shapes,
        rows,
        conflicts,
        warnings,
        ddl,
        error);
  }

  /** The same with other watermarks. */
  public StoredObject withWatermarks(Watermarks value) {
    return new StoredObject(
        kind,
        source,
        target,
        scope,
        status,
        schemaDone,
        split,
        copyDone,
        converged,
        copyVoid,
        value,
        capturedSince,
        shapes,
        rows,
        conflicts,
        warnings,
        ddl,
        error);
  }
}
