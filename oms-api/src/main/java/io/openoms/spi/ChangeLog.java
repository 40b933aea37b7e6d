package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.StartAt;
import io.openoms.error.ApiError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The log of changes of a source. Thread-safe. The engine asks where the log ends when a table's
 * copy begins and when it is done, and reads it from there on.
 */
public interface ChangeLog {

  /**
   * The end of the log now: every transaction that commits later comes after it. Empty when the
   * server writes no log, or hides it from this user. Blocks.
   */
  Optional<Position> current();

  /**
   * The position of what readers see now: every transaction that they do not see yet comes after
   * it. That is the log's end, unless rows are read from a server that follows another one. Blocks.
   */
  default Optional<Position> visible() {
    return current();
  }

  /**
   * Where a reader begins that must deliver every change from some moment on.
   *
   * @param start where it begins to read
   * @param complete from here on every change is delivered; before it some changes may be missing
   */
  record Entry(Position start, Position complete) {}

  /**
   * Where reading can begin now. What commits before {@code complete} is seen by everyone who reads
   * rows from now on. Empty as {@link #current}. Blocks, also for a while on transactions that are
   * prepared and not decided.
   *
   * @throws io.openoms.error.MigrationException when these are not decided in time
   */
  default Optional<Entry> enter() {
    return visible().map(now -> new Entry(now, now));
  }

  /** Whether reading can begin at places of that kind. Does not block. */
  default boolean startsAt(StartAt start) {
    return start.isNow();
  }

  /**
   * The position, between two transactions, for a time or place that the caller chose: the reader
   * delivers all transactions after it, and none before it. Blocks, as long as it takes to find the
   * place in the log.
   *
   * @throws io.openoms.error.MigrationException START_UNSUPPORTED when this log has no such places;
   *     an error that names why, when the log does not hold the place or it is none
   */
  default Position startAt(StartAt start) {
    throw new MigrationException(
        ApiError.START_UNSUPPORTED,
        ErrorContext.none(),
        "this source's changes cannot be followed from '"
            + start
            + "' on: they can be from the end of its log alone");
  }

  /**
   * Opens a stream of changes. Blocks until the source has answered. A log that has been purged
   * past the start, or does not hold the changes of a table from there on, is a named error that
   * cannot be retried.
   */
  ChangeReader open(ChangeRequest request);

  /**
   * Whether a position includes a transaction, that is, whether a reader that begins there would
   * leave it out. Does not block.
   *
   * @param transaction the name that {@link ChangeEvent.Begun} gave it
   */
  boolean includes(Position position, String transaction);

  /**
   * Whether changes that foreign keys make by themselves (CASCADE, SET NULL) stand in the log. Does
   * not block.
   */
  default boolean holdsCascades() {
    return true;
  }

  /**
   * Whether a row that changes or goes is logged with all its columns, unless a session of the
   * source asks otherwise; if not, at least with its key. Does not block.
   */
  default boolean carriesWholeRows() {
    return true;
  }

  /**
   * Whether a change says that its row was there before it. If not, an insert may overwrite a row,
   * a delete may find none, and a delete may concern a range of rows ({@link
   * io.openoms.spi.data.RowChange.Extent}); the engine then never compares what it finds at the
   * sink with the log. Does not block.
   */
  default boolean knowsRowsBefore() {
    return true;
  }

  /**
   * How long it may take, while nobody writes, until a reader's position covers what {@link
   * #current} gave. Does not block.
   */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** Whether the log holds changes of tables without a key, too. Does not block. */
  default boolean holdsTablesWithoutKey() {
    return true;
  }

  /**
   * The tables whose changes cannot be followed through this log as they are set up at the source,
   * each with the reason and the remedy: a part of a sentence. May block.
   */
  default Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    return Map.of();
  }

  /**
   * The tables whose row filters this log does not evaluate, each with the reason and the remedy: a
   * part of a sentence. Of the others it delivers a row that begins to meet its table's filter as
   * an insert, and one that ceases to as a delete. May block.
   *
   * @param filters table to the SQL condition that its rows must meet
   */
  default Map<ObjectName, String> unfiltered(Map<ObjectName, String> filters) {
    return filters.keySet().stream()
        .collect(
            Collectors.toMap(
                table -> table,
                table ->
                    "its row filter cannot be asked of the changes in a log; migrate it without the"
                        + " filter, or in a project without the incremental phase"));
  }

  /**
   * Whether everything that stands before {@code wanted} also stands before {@code reached}. Does
   * not block.
   */
  boolean covers(Position reached, Position wanted);

  /**
   * What the log's statements make of definitions; empty where the log holds no statements, or they
   * are not understood. Does not block.
   */
  default Optional<DefinitionAlgebra> algebra() {
    return Optional.empty();
  }
}
