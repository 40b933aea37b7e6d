package io.openoms.core.apply;

import io.openoms.DeadLetters;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.apply.net.NetChanges.Linked;
import io.openoms.core.apply.net.NetChanges.Stretch;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.commit.Undo;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a lane's changes within one transaction of the sink: removals and deletes of all tables,
 * then updates, then inserts, then what goes in order, then rows that the source is asked for; of
 * tables among which changes cascade a stretch after the other. Counts of the sink say whether each
 * row was what the log says it was; while a table converges, it may be anything. Thread-safe.
 */
public final class ChangeSetWriter {

  private final Batches batches = new Batches();
  private final Optional<DeadLetters> deadLetters;
  private final CurrentRows source;
  private final Cascades cascades;
  private final Set<SinkCapability> capabilities;

  /**
   * A writer.
   *
   * @param deadLetters who takes rows that cannot be applied; without one they stop the run
   * @param source rows that the log does not carry
   * @param cascades the foreign keys whose work the log does not hold
   * @param capabilities what the sink can do
   */
  public ChangeSetWriter(
      Optional<DeadLetters> deadLetters,
      CurrentRows source,
      Cascades cascades,
      Set<SinkCapability> capabilities) {
    this.deadLetters = deadLetters;
    this.source = source;
    this.cascades = cascades;
    this.capabilities = Set.copyOf(capabilities);
  }

  /**
   * Writes all of it; the caller commits. Blocks.
   *
   * @param position where the window stands in the source's log, for errors
   * @param prove proves in the transaction that no other engine has taken over; asked before a row
   *     is blamed, since an engine that was overtaken finds rows that its log does not know
   * @throws io.openoms.error.MigrationException ROW_DIVERGED for a row at the sink that is not what
   *     the log says it was, or the sink's own error for a row that it refuses; the transaction
   *     must be rolled back then
   */
  public WrittenChanges write(
      SinkTransaction transaction, NetChanges net, String position, Runnable prove) {
    SettledRows settled = new SettledRows(transaction, source);
    Undo undo = new Undo(transaction.changes(), capabilities);
    Steps steps = new Steps(new Writing(transaction, batches, undo, settled));
    RefusedChange refused = new RefusedChange(deadLetters, position);
    StepRunner runner = new StepRunner(undo, refused, prove);
    write(runner, steps, net.sets());
    CascadeWriter further = new CascadeWriter(transaction.changes(), batches, cascades);
    for (Linked linked : net.linked()) {
      for (Stretch stretch : linked.stretches()) {
        write(runner, steps, stretch.sets());
        further.write(stretch.cascades());
      }
    }
    return new WrittenChanges(runner.counts(), settled.tables(), refused.handedOver());
  }

  private void write(StepRunner runner, Steps steps, List<TableChangeSet> sets) {
    sets.forEach(set -> runner.run(steps.removals(set)));
    sets.forEach(set -> runner.run(steps.deletes(set)));
    sets.forEach(set -> runner.run(steps.fewer(set)));
    sets.forEach(set -> runner.run(steps.updates(set)));
    sets.forEach(set -> runner.run(steps.inserts(set)));
    sets.forEach(set -> runner.run(steps.more(set)));
    sets.forEach(set -> runInOrder(runner, steps, set));
    sets.forEach(set -> runner.run(steps.unknown(set, source)));
    sets.forEach(steps.shared(source)::settle);
  }

  /** Each run of changes of one kind is a step of its own. */
  private static void runInOrder(StepRunner runner, Steps steps, TableChangeSet set) {
    List<RowChange> changes = set.ordered();
    int from = 0;
    while (from < changes.size()) {
      RowChange.Kind kind = changes.get(from).kind();
      int to = from + 1;
      while (to < changes.size() && changes.get(to).kind() == kind) {
        to++;
      }
      runner.run(steps.ordered(set, kind, changes.subList(from, to)));
      from = to;
    }
  }
}
