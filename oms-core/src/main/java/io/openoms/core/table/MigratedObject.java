package io.openoms.core.table;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredShapes;
import io.openoms.spi.state.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One selected object, as all phases see it: names, status, milestones, what went wrong. It is what
 * the stored state holds of the object. Thread-safe.
 */
public final class MigratedObject {

  private final ObjectKind kind;
  private final ObjectName source;
  private final ObjectName target;
  private final String scope;
  private ObjectStatus status = ObjectStatus.INITIALIZING;
  private boolean known;
  private Milestones milestones = Milestones.none();
  private StoredShapes shapes = StoredShapes.none();
  private long rows;
  private long conflicts;
  private long expectedRows;
  private List<String> warnings = List.of();
  private @Nullable String errorCode;
  private @Nullable String error;
  private long bytes;
  private @Nullable Instant began;
  private @Nullable Instant ended;
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

  /** An object as an earlier run has stored it. */
  public static MigratedObject of(StoredObject stored) {
    MigratedObject object =
        new MigratedObject(stored.kind(), stored.source(), stored.target(), stored.scope(), 0);
    object.restore(stored);
    return object;
  }

  /** Takes over what an earlier run has stored; an old failure is forgotten, it is tried again. */
  public synchronized void restore(StoredObject stored) {
    known = true;
    milestones = stored.milestones();
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
        milestones,
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
        kind,
        source,
        target,
        status,
        rows,
        conflicts,
        warnings,
        Optional.ofNullable(errorCode),
        Optional.ofNullable(error),
        expectedRows(),
        bytes,
        Optional.ofNullable(began),
        Optional.ofNullable(ended));
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
      clock();
    }
  }

  /** Keeps when this run began and ended its work on the object. */
  private void clock() {
    Instant now = Instant.now();
    if (began == null) {
      began = now;
    }
    ended = status.isFinal() ? now : null;
  }

  /** Fails the object for this run. */
  public synchronized void fail(ObjectStatus as, MigrationException cause) {
    status = as;
    clock();
    errorCode = cause.code().name();
    String where = cause.context().position().map(position -> " (" + position + ")").orElse("");
    error = errorCode + where + ": " + cause.description();
  }

  /** Leaves the object out, until it is tried again. */
  public synchronized void skip() {
    status = ObjectStatus.SKIPPED;
  }

  /**
   * An operator leaves it out, until it is tried again, whatever the source has by its name.
   *
   * @return whether its copy is void by that: the rows are those of a table that is gone
   */
  public synchronized boolean leaveOut() {
    boolean isGone = has(Milestone.SOURCE_GONE);
    if (isGone) {
      voidCopy();
      move(Transition.LEAVE_OUT);
    }
    skip();
    return isGone;
  }

  /**
   * Its part ends: the source has dropped it, or given it another name. A table that has its name
   * later is another one.
   */
  public synchronized void end() {
    move(Transition.LOSE_SOURCE);
    skip();
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
    return status.isOut();
  }

  /** Whether the object failed in this run. */
  public synchronized boolean isFailed() {
    return status.isFailure();
  }

  /** The milestones that it has reached. */
  public synchronized Milestones milestones() {
    return milestones;
  }

  /** Whether it has reached a milestone. */
  public synchronized boolean has(Milestone milestone) {
    return milestones.has(milestone);
  }

  /** Whether rows of its own may be at the sink. */
  public synchronized boolean mayHaveRows() {
    return rows > 0
        || milestones.has(Milestone.LOW_WATERMARK)
        || milestones.has(Milestone.SPLIT)
        || milestones.has(Milestone.COPIED)
        || milestones.has(Milestone.COPY_VOID);
  }

  /** The low and high watermark of its copy. */
  public synchronized Watermarks watermarks() {
    return milestones.watermarks();
  }

  /** From where its changes are captured without a gap; empty while they are not. */
  public synchronized Optional<Position> capturedSince() {
    return milestones.position(Milestone.CAPTURED);
  }

  /** Makes a transition that has no position. */
  public void move(Transition transition) {
    move(transition, Optional.empty());
  }

  /** Makes a transition at a position of the source's log; empty where none is known. */
  public synchronized void move(Transition transition, Optional<Position> at) {
    milestones = transition.from(milestones, at);
  }

  /**
   * What is to be stored in the transaction that brings a transition about. The object itself makes
   * it once that transaction is known to be committed.
   */
  public synchronized StoredObject storedAfter(Transition transition, Optional<Position> at) {
    return stored().withMilestones(transition.from(milestones, at));
  }

  /** What is to be stored in the transaction that brings all its rows. */
  public synchronized StoredObject storedAfter(WholeCopy copy) {
    StoredObject now = stored().withMilestones(copy.from(milestones));
    return copy.isComplete() ? now.withStatus(whenDone()) : now;
  }

  /** The transaction that brought all its rows is committed. */
  public synchronized void copied(WholeCopy copy, long allRows, long leftOut) {
    milestones = copy.from(milestones);
    rows = allRows;
    conflicts = leftOut;
    if (copy.isComplete()) {
      expectedRows = rows;
      complete();
    }
  }

  /** Its rows were committed by an attempt whose answer was lost: takes over what that stored. */
  public synchronized void copiedAs(StoredObject stored) {
    Watermarks marks = stored.milestones().watermarks();
    if (marks.low().equals(marks.high())) {
      move(Transition.READ_AT, marks.low());
    }
    rows = stored.rows();
    conflicts = stored.conflicts();
  }

  /** Sets the high watermark after the last row was read; an earlier value is kept. */
  public synchronized void lastRowRead(Optional<Position> high) {
    if (!milestones.has(Milestone.HIGH_WATERMARK)) {
      move(Transition.READ_LAST_ROW, high);
    }
  }

  /** Changes after its copy were skipped: it is copied anew, at an empty target. */
  public synchronized void voidCopy() {
    move(Transition.VOID_COPY);
    rows = 0;
    conflicts = 0;
  }

  /**
   * Its definition changed while it was copied: what is at the sink is void, and so is the rest.
   */
  public synchronized void voidCopyUncaptured() {
    voidCopy();
    move(Transition.END_CAPTURE);
    shapes = StoredShapes.none();
  }

  /** It is not at the sink any more: it is made and copied as if no run had touched it. */
  public synchronized void startAnew() {
    milestones = Milestones.none();
    shapes = StoredShapes.none();
    rows = 0;
    conflicts = 0;
    status = ObjectStatus.INITIALIZING;
  }

  /** Its definitions are those, as far as its rows are concerned. */
  public synchronized void shapes(StoredShapes now) {
    shapes = now;
  }

  /** The definitions that its copy counts on. */
  public synchronized StoredShapes shapes() {
    return shapes;
  }

  /** Rows and indexes are at the sink: the object is done. */
  public synchronized void endCopy() {
    move(Transition.END_COPY);
    expectedRows = rows;
    complete();
  }

  /** The object is done; converted when something was. */
  public synchronized void complete() {
    status(whenDone());
  }

  private ObjectStatus whenDone() {
    return warnings.isEmpty() ? ObjectStatus.COMPLETED : ObjectStatus.CONVERTED;
  }

  /** Counts rows of a finished chunk. */
  public synchronized void addRows(long more) {
    rows += more;
    expectedRows = Math.max(expectedRows, rows);
  }

  /** Counts bytes of a finished chunk. */
  public synchronized void addBytes(long more) {
    bytes += more;
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
