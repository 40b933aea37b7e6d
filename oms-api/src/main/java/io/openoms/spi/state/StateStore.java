package io.openoms.spi.state;

import io.openoms.ObjectName;
import io.openoms.SelectionChange;
import io.openoms.StatementDecision;
import io.openoms.ViewVerification;
import io.openoms.spi.data.KeyTuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps projects' state in a bookkeeping schema. Thread-safe; every call blocks on the server.
 *
 * <p>Order of calls in a run: {@link #prepare}, {@link #takeOver}, then reads, and writes through
 * transactions. {@link #read} alone serves status queries while another engine is at work.
 */
public interface StateStore {

  /** Creates the bookkeeping schema where it is missing. */
  void prepare();

  /** A project's state; empty when it never started, also when there is no bookkeeping at all. */
  Optional<StoredProject> read(String project);

  /**
   * Takes a project over: raises its epoch, first in all its writers' rows, so that every older
   * engine's next {@link StateTransaction#advance} fails, and makes rows for these writers.
   *
   * @param digest the selection's identity
   * @return the new epoch, greater than any earlier one, also of a project that was released
   */
  long takeOver(String project, String digest, List<String> writers);

  /**
   * Forgets a project. An engine at work on it fails at its next {@link StateTransaction#advance},
   * also when the project has begun anew by then. The bookkeeping schema goes, too, when nothing
   * else is in it.
   *
   * @return whether there was anything
   */
  boolean release(String project);

  /** The chunks of a table that are not done, by number. */
  List<StoredChunk> pendingChunks(String project, ObjectName source);

  /** The chunk with the highest number of a table. */
  Optional<StoredChunk> lastChunk(String project, ObjectName source);

  /** How many chunks of a table are stored, done or not. */
  long chunks(String project, ObjectName source);

  /** The tables of which chunks are stored, done or not. */
  Set<ObjectName> chunked(String project);

  /** How far the source's log is applied; empty when following it has not begun. */
  Optional<StoredApply> apply(String project);

  /** The last window of each writer that has one, by the writer's name. */
  Map<String, Long> windows(String project);

  /** The schema history, each table's definitions by ascending numbers. */
  List<StoredDefinition> definitions(String project);

  /** What the last verification found, by the tables' names at the sink. */
  List<StoredVerification> verifications(String project);

  /** What the last verification of all objects found of views, by their names at the sink. */
  default List<ViewVerification> verifiedViews(String project) {
    return List.of();
  }

  /**
   * Rows of a table of the sink that differ, by number.
   *
   * @param after the number behind which they begin; 0 for all
   * @param limit the largest number of rows
   */
  List<StoredDifference> differences(String project, ObjectName target, long after, int limit);

  /** The number of the last row of a table of the sink that differs; 0 when none does. */
  long lastDifference(String project, ObjectName target);

  /**
   * The copy keys of rows whose change was left to the caller, by their tables at the sink.
   *
   * @param limit the largest number of rows of all tables together
   */
  default Map<ObjectName, Set<KeyTuple>> deadLetters(String project, int limit) {
    return Map.of();
  }

  /** How far verifications are that have not ended, by the tables' names at the sink. */
  List<StoredComparison> comparisons(String project);

  /** The log of a project's switchovers; empty before its first run with that phase. */
  Optional<StoredSwitch> switchover(String project);

  /** What an operator asks the engine at work for, in another process; empty for nothing. */
  Optional<String> switchRequest(String project);

  /**
   * Asks the engine that is at work on a project for something, in place of what was asked before.
   * It proves nothing: whoever may write here may ask.
   *
   * @param request the request, at most 64 characters; empty to take it back
   */
  void askSwitch(String project, String request);

  /** The conflicts of a project that are not passed, by number. */
  List<StoredConflict> conflicts(String project);

  /** The number of the last conflict of a project, which is how many there were; 0 for none. */
  long lastConflict(String project);

  /** The latest conflicts of a project, passed or not, the last one first. */
  default List<StoredConflict> latestConflicts(String project, int most) {
    return List.of();
  }

  /** The statements at which following stopped and that are not passed, in no order. */
  List<StoredStop> stops(String project);

  /**
   * Decides what becomes of a statement at which following stopped. It proves nothing: whoever may
   * write here may decide.
   *
   * @return false when following has not stopped there, or that is decided
   */
  boolean decide(String project, String transaction, StatementDecision decision);

  /** What was added to a project, and taken out of it, beside its own selection. */
  List<SelectionChange> selectionChanges(String project);

  /**
   * Adds objects to a project and takes some out; all of them or none. An engine at work on it sees
   * that. It proves nothing: whoever may write here may change it.
   */
  void changeSelection(String project, List<SelectionChange> changes);

  /**
   * The table by whose row a project's switchover tries a way; empty where this store has none.
   * Does not block.
   */
  default Optional<ProbeTable> probe(String project) {
    return Optional.empty();
  }

  /** Begins a transaction for bookkeeping alone, on a connection of its own. */
  StateTransaction begin();
}
