package io.openoms.core.table;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredShapes;
import io.openoms.spi.state.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One selected object, as all phases see it: names, status, what is done, what went wrong. It is
 * what the stored state holds of the object. Thread-safe.
 */
public final class MigratedObject {

  private final ObjectKind kind;
  private final ObjectName source;
  private final ObjectName target;
  private final String scope;
  private ObjectStatus status = ObjectStatus.INITIALIZING;
  private boolean known;
  private boolean schemaDone;
  private boolean split;
  private boolean copyDone;
  private boolean converged;
  private boolean copyVoid;
  private Watermarks watermarks = Watermarks.none();
  private @Nullable Position capturedSince;
  private StoredShapes shapes = StoredShapes.none();
  private long rows;
  private long conflicts;
  private long expectedRows;
  private List<String> warnings = List.of();
  private @Nullable String error;
  private @Nullable String ddl;

  /** An object that no run has touched. */
  public MigratedObject(
      ObjectKind kind, ObjectName source, ObjectName target, String scope, long expectedRows) {
    this.kind = kind;
    this.source = source;
    this.target = target;
    this.scope = scope;
    this.expectedRows = expectedRows;
  }

  /** Takes over what an earlier run has stored; an old failure is forgotten, it is tried again. */
  public synchronized void restore(StoredObject stored) {
    known = true;
    schemaDone = stored.schemaDone();
    split = stored.split();
    copyDone = stored.copyDone();
    converged = stored.converged();
    copyVoid = stored.copyVoid();
    watermarks = stored.watermarks();
    capturedSince = stored.capturedSince().orElse(null);
    shapes = stored.shapes();
    rows = stored.rows();
    conflicts = stored.conflicts();
    warnings = stored.warnings();
    ddl = stored.ddl().orElse(null);
    boolean failed = stored.status().isFailure();
    status = failed ? ObjectStatus.INITIALIZING : stored.status();
  }

  /** Whether an earlier run of the project had the object, too. */
  public synchronized boolean isKnown() {
    return known;
  }

  /** What is stored of the object. */
  public synchronized StoredObject stored() {
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
        watermarks,
        Optional.ofNullable(capturedSince),
        shapes,
        rows,
        conflicts,
        warnings,
        Optional.ofNullable(ddl),
        Optional.ofNullable(error));
  }

  /** What is reported of the object. */
  public synchronized ObjectResult result() {
    return new ObjectResult(
        kind, source, target, status, rows, conflicts, warnings, Optional.ofNullable(error));
  }

  /** Table or view. */
  public ObjectKind kind() {
    return kind;
  }

  /** Its name at the source. */
  public ObjectName source() {
    return source;
  }

  /** Its name at the sink. */
  public ObjectName target() {
    return target;
  }

  /** What of it is moved; empty for all of it. */
  public String scope() {
    return scope;
  }

  /** Its status. */
  public synchronized ObjectStatus status() {
    return status;
  }

  /** Sets the status; a failure stays, and so does what is skipped. */
  public synchronized void status(ObjectStatus next) {
    if (!isOut()) {
      status = next;
    }
  }

  /** Fails the object for this run. */
  public synchronized void fail(ObjectStatus as, MigrationException cause) {
    status = as;
    String where = cause.context().position().map(position -> " (" + position + ")").orElse("");
    error = cause.code().name() + where + ": " + cause.description();
  }

  /** Leaves the object out, until it is tried again. */
  public synchronized void skip() {
    status = ObjectStatus.SKIPPED;
  }

  /** Tries an object again that was left out. */
  public synchronized void tryAgain() {
    status = ObjectStatus.INITIALIZING;
  }

  /** Has the object created by a statement of the caller's own. */
  public synchronized void createBy(String statement) {
    ddl = statement;
  }

  /** The statement of the caller's own that creates the object, if there is one. */
  public synchronized Optional<String> ddl() {
    return Optional.ofNullable(ddl);
  }

  /** Whether phases leave the object alone: it failed, or is skipped. */
  public synchronized boolean isOut() {
    return status.isFailure() || status == ObjectStatus.SKIPPED;
  }

  /** Whether the object failed in this run. */
  public synchronized boolean isFailed() {
    return status.isFailure();
  }

  /** Whether the object stands at the sink. */
  public synchronized boolean isSchemaDone() {
    return schemaDone;
  }

  /** The object stands at the sink. */
  public synchronized void schemaDone() {
    schemaDone = true;
  }

  /** Whether all chunk bounds are stored. */
  public synchronized boolean isSplit() {
    return split;
  }

  /** All chunk bounds are stored. */
  public synchronized void split(boolean value) {
    split = value;
  }

  /** The copy begins, with the log at that position; what an earlier copy had is forgotten. */
  public synchronized void copyBegins(Optional<Position> low) {
    watermarks = new Watermarks(low, Optional.empty());
    converged = false;
    copyVoid = false;
  }

  /** All rows at the sink, committed, are as they were at that one position. */
  public synchronized void readAt(Position exact) {
    watermarks = Watermarks.at(exact);
  }

  /**
   * What is to be stored with rows of one position, in their transaction. The object itself is told
   * by {@link #readAt} once that transaction is known to be committed.
   */
  public synchronized StoredObject storedAsReadAt(Optional<Position> exact) {
    return exact.map(position -> stored().withWatermarks(Watermarks.at(position))).orElse(stored());
  }

  /** Its rows were committed by an attempt whose answer was lost: takes over what that stored. */
  public synchronized void copiedAs(StoredObject stored) {
    watermarks = stored.watermarks();
    rows = stored.rows();
    conflicts = stored.conflicts();
  }

  /** The last row was read, and the log stands at that position, unless an earlier one is known. */
  public synchronized void lastRowRead(Optional<Position> high) {
    if (watermarks.high().isEmpty()) {
      watermarks = new Watermarks(watermarks.low(), high);
    }
  }

  /**
   * A row was read again, and the log stands at that position: the copy may have seen all of it.
   */
  public synchronized void rowReadAgain(Position high) {
    watermarks = new Watermarks(watermarks.low(), Optional.of(high));
  }

  /** The low and high watermark of its copy. */
  public synchronized Watermarks watermarks() {
    return watermarks;
  }

  /** Its copy begins from the start: no row of it is at the sink. */
  public synchronized void copyAnew() {
    split = false;
    copyDone = false;
    converged = false;
    watermarks = Watermarks.none();
    rows = 0;
    conflicts = 0;
  }

  /** What is at the sink of it is to be removed before its copy begins. */
  public synchronized void copyVoid() {
    copyVoid = true;
  }

  /** Whether rows of a copy that is void may be at the sink. */
  public synchronized boolean isCopyVoid() {
    return copyVoid;
  }

  /** Its rows at the sink are taken to be those of the source at that position. */
  public synchronized void followsFrom(Position start) {
    watermarks = Watermarks.at(start);
  }

  /** Its changes are captured from there on, without a gap. */
  public synchronized void capturedSince(Position from) {
    capturedSince = from;
  }

  /**
   * A run that captures leaves it out, or does not apply its changes: what comes next has a gap.
   */
  public synchronized void notCaptured() {
    capturedSince = null;
  }

  /** From where its changes are captured without a gap; empty while they are not. */
  public synchronized Optional<Position> capturedSince() {
    return Optional.ofNullable(capturedSince);
  }

  /** Its definitions are those, as far as its rows are concerned. */
  public synchronized void shapes(StoredShapes now) {
    shapes = now;
  }

  /** The definitions that its copy counts on. */
  public synchronized StoredShapes shapes() {
    return shapes;
  }

  /** Whether all that its copy may have seen of the log is applied. */
  public synchronized boolean isConverged() {
    return converged;
  }

  /** All that its copy may have seen of the log is applied, and its unique indexes are built. */
  public synchronized void converged() {
    converged = true;
  }

  /** Whether rows and indexes are there. */
  public synchronized boolean isCopyDone() {
    return copyDone;
  }

  /** Rows and indexes are there: the object is done. */
  public synchronized void copyDone() {
    copyDone = true;
    expectedRows = rows;
    complete();
  }

  /** The object is done; converted when something was. */
  public synchronized void complete() {
    status(warnings.isEmpty() ? ObjectStatus.COMPLETED : ObjectStatus.CONVERTED);
  }

  /** Counts rows of a finished chunk. */
  public synchronized void addRows(long more) {
    rows += more;
    expectedRows = Math.max(expectedRows, rows);
  }

  /** Counts rows of a finished chunk that were left out. */
  public synchronized void addConflicts(long more) {
    conflicts += more;
  }

  /** Rows of finished chunks. */
  public synchronized long rows() {
    return rows;
  }

  /** Rows expected at the end: an estimate until the copy is done. */
  public synchronized long expectedRows() {
    return Math.max(expectedRows, rows);
  }

  /** Adds sentences on what was converted, each once. */
  public synchronized void warn(List<String> sentences) {
    List<String> all = new ArrayList<>(warnings);
    sentences.stream().filter(sentence -> !all.contains(sentence)).forEach(all::add);
    warnings = List.copyOf(all);
  }
}
