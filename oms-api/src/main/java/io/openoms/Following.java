package io.openoms;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of following the source at one moment. Immutable.
 *
 * @param lag how old the newest state of the source is that the sink has: the time since the moment
 *     up to which all that was committed is known to be applied. Also true when nobody writes, as
 *     the source then says about once a second that its log goes no further. Empty before the first
 *     change or word of the source
 * @param capturedChanges changes of rows read from the log in this run
 * @param appliedChanges changes of rows applied since the project began
 * @param appliedTransactions transactions of the source applied since the project began
 * @param capturedPerSecond changes read a second, of the last seconds
 * @param appliedPerSecond changes applied a second, of the last seconds
 * @param transactionsPerSecond transactions applied a second, of the last seconds
 * @param spoolBytes bytes that wait on disk
 * @param caughtUp whether every change that was read from the source is applied
 * @param retries steps tried again in this run
 * @param lastWindow the window applied last; empty before the first
 * @param keptLog what the source keeps of its log for the project, as it last said; empty where it
 *     keeps none for one reader, or has not said yet
 * @param tables the changes applied in this run, by the table's name at the source
 */
public record Following(
    Optional<Duration> lag,
    long capturedChanges,
    long appliedChanges,
    long appliedTransactions,
    double capturedPerSecond,
    double appliedPerSecond,
    double transactionsPerSecond,
    long spoolBytes,
    boolean caughtUp,
    long retries,
    Optional<Window> lastWindow,
    Optional<KeptLog> keptLog,
    Map<ObjectName, Counts> tables) {

  public Following {
    tables = Map.copyOf(tables);
  }

  /**
   * Changes that were applied together.
   *
   * @param changes changes of rows, as they stand in the source's log
   * @param written rows written to the sink for them, after merging
   * @param executing the time that the statements took
   * @param committing the time that the commit took
   */
  public record Window(long changes, long written, Duration executing, Duration committing) {}

  /**
   * Changes of a table.
   *
   * @param inserts rows inserted at the source
   * @param updates rows updated at the source
   * @param deletes rows deleted at the source
   * @param skipped changes of this run that were not applied, by reason; without those of zero
   */
  public record Counts(long inserts, long updates, long deletes, Map<SkipReason, Long> skipped) {

    public Counts {
      skipped = Map.copyOf(skipped);
    }
  }
}
