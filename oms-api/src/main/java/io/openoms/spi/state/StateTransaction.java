package io.openoms.spi.state;

import io.openoms.ObjectName;
import io.openoms.ViewVerification;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import java.util.Collection;
import java.util.List;

/** Bookkeeping within one transaction of the sink. One thread. */
public interface StateTransaction extends AutoCloseable {

  /**
   * Writes an object's state: its own row, a row for each milestone that it has reached; the rows
   * of the milestones that it has cleared are removed.
   */
  void putObject(String project, StoredObject object);

  /** Writes the states of several objects. */
  default void putObjects(String project, Collection<StoredObject> objects) {
    objects.forEach(object -> putObject(project, object));
  }

  /**
   * Writes one chunk for each of those tables, the whole table and done. They have none yet: it is
   * an error when one has.
   */
  default void addCopied(String project, Collection<CopiedTable> tables) {
    for (CopiedTable table : tables) {
      addChunks(project, table.source(), List.of(new StoredChunk(0, ChunkRange.all())));
      completeChunk(project, table.source(), 0, table.rows(), table.conflicts());
    }
  }

  /**
   * Forgets an object, its milestones, its chunks and how far a verification of its table at the
   * sink is. Its part of the schema history stays until capture begins again: what was captured is
   * counted by it.
   */
  void removeObject(String project, ObjectName source);

  /** Writes which source the project runs with. */
  void putSource(String project, String sourceId);

  /** Writes a phase's state. */
  void putPhase(String project, StoredPhase phase);

  /** Writes what stopped the run; an empty text clears it. */
  void putError(String project, String error);

  /**
   * Writes new chunks of a table, not done. The engine writes them again when an answer was lost,
   * before anybody works on them.
   */
  void addChunks(String project, ObjectName source, List<StoredChunk> chunks);

  /**
   * Marks a chunk done.
   *
   * @param rows rows that it brought to the sink
   * @param conflicts rows that it left out for rows that the sink had already
   * @return false when it was done already: the transaction must be rolled back then
   */
  boolean completeChunk(String project, ObjectName source, long number, long rows, long conflicts);

  /**
   * Proves that this engine still owns the project; always the last statement before the commit.
   *
   * @throws io.openoms.error.MigrationException when another engine took the project over
   */
  void advance(WriterRow writer);

  /**
   * As {@link #advance(WriterRow)}, and notes how far the writer has come.
   *
   * @param window the number of the last window whose changes this transaction brings
   */
  void advance(WriterRow writer, long window);

  /** Writes how far the source's log is captured and applied. */
  void putApply(String project, StoredApply apply);

  /** Adds a table's definition to the schema history, in place of one with the same number. */
  void addDefinition(String project, StoredDefinition definition);

  /** Adds the definitions of several tables. */
  default void addDefinitions(String project, Collection<StoredDefinition> definitions) {
    definitions.forEach(definition -> addDefinition(project, definition));
  }

  /** Removes all of a table's definitions from the schema history. */
  void removeDefinitions(String project, ObjectName source);

  /** Removes one milestone of an object; its other rows stay as they are. */
  void clearMilestone(String project, ObjectName source, Milestone milestone);

  /** Writes what a verification found in a table of the sink. */
  void putVerification(String project, StoredVerification verification);

  /** Writes what a verification found of views, in place of what is there of any. */
  default void putViews(String project, List<ViewVerification> views) {
    // A store may leave them out; then nobody is told of them later.
  }

  /**
   * Notes rows of a table of the sink whose change was left to the caller; rows may be noted again.
   *
   * @param keys their copy keys
   */
  default void addDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    // A store may leave them out; then a verification does not tell such rows apart.
  }

  /** Forgets some of these rows: the sink has them as the source does. */
  default void removeDeadLetters(String project, ObjectName target, Collection<KeyTuple> keys) {
    // See above.
  }

  /** Forgets what verifications found in a table of the sink, the rows that differ included. */
  void removeVerification(String project, ObjectName target);

  /** Writes how far the verification of a table of the sink is. */
  void putComparison(String project, StoredComparison comparison);

  /** Forgets how far the verification of a table of the sink is. */
  void removeComparison(String project, ObjectName target);

  /** Adds rows of a table of the sink that differ; one in place of another with its number. */
  void addDifferences(String project, ObjectName target, List<StoredDifference> differences);

  /**
   * Removes rows of a table of the sink that differ.
   *
   * @param upTo the largest number of those that go
   */
  void removeDifferences(String project, ObjectName target, long upTo);

  /** Writes the log of a project's switchovers. */
  void putSwitchover(String project, StoredSwitch log);

  /** Writes a conflict, in place of one with its number. */
  void putConflict(String project, StoredConflict conflict);

  /** Notes that both logs are applied beyond all conflicts up to that number. */
  void passConflicts(String project, long upTo);

  /** Writes a statement at which following stopped, in place of what is stored of it. */
  void putStop(String project, StoredStop stop);

  /** Forgets a statement at which following stopped. */
  void removeStop(String project, String transaction);

  /** Forgets all of them of which nothing is decided. */
  void removeOpenStops(String project);

  /** Commits. Only for transactions begun by {@link StateStore#begin()}. */
  void commit();

  /** Rolls back what was not committed. Idempotent; never throws. */
  @Override
  void close();
}
