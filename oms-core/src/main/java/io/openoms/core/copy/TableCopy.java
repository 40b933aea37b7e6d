package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.conflict.Origin;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Attempts;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.Milestone;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A table in the copy: what is read, what follows, how many chunks are open. Thread-safe. */
final class TableCopy {

  private final MigratedObject object;
  private final ReadPlan plan;
  private final List<SchemaStatement> indexes;
  private final SharedTarget target;
  private final Attempts splitAttempts;
  private final Set<ObjectName> before;
  private final Optional<Origin> origin;
  private final boolean follows;
  private int openChunks;

  TableCopy(
      MigratedObject object,
      ReadPlan plan,
      List<SchemaStatement> indexes,
      SharedTarget target,
      Attempts splitAttempts,
      Set<ObjectName> before,
      Optional<Origin> origin,
      boolean follows) {
    this.object = object;
    this.plan = plan;
    this.indexes = List.copyOf(indexes);
    this.target = target;
    this.splitAttempts = splitAttempts;
    this.before = Set.copyOf(before);
    this.origin = origin;
    this.follows = follows;
    target.join(this);
  }

  MigratedObject object() {
    return object;
  }

  TableRead read() {
    return plan.read();
  }

  /** Whether it is read as a whole, at one read point. */
  boolean isReadExactly() {
    return plan.mode() == ReadMode.EXACT;
  }

  /** Statements that build the secondary indexes. */
  List<SchemaStatement> indexes() {
    return indexes;
  }

  long chunkRows() {
    return plan.chunkRows();
  }

  /** The table at the sink, with all that fill it. */
  SharedTarget target() {
    return target;
  }

  /** The tables whose rows must be there before its own are read, by their names at the source. */
  Set<ObjectName> before() {
    return before;
  }

  /**
   * Where rows are taken from that meet others at the sink, because they are of different moments;
   * empty where no rows can meet so, or where nothing follows the copy.
   */
  Optional<Origin> origin() {
    return origin;
  }

  /** Whether its changes are applied from the position of its read point on. */
  boolean needsPosition() {
    return follows && isReadExactly();
  }

  synchronized void opened(int chunks) {
    openChunks += chunks;
  }

  /**
   * A chunk is at the sink. Says whether it was the last one: asked under the same lock as {@link
   * #opened}, so that only one task hears it.
   */
  synchronized boolean closedOne() {
    openChunks--;
    return openChunks == 0 && object.has(Milestone.SPLIT);
  }

  /** The wait before the split is tried again, in nanoseconds; empty when it is given up. */
  synchronized OptionalLong splitFailed(MigrationException error) {
    return splitAttempts.next(error);
  }
}
