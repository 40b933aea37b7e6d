package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One verification of a run's tables. Any number of threads take part by {@link #work}; the job is
 * done when each of them has returned. Thread-safe.
 */
final class VerificationJob {

  private final PhaseContext context;
  private final VerificationOptions options;
  private final Stream stream;
  private final Pace pace;
  private final ChunkFeed feed;
  private final KeyedCheck keyed;
  private final KeylessCheck keyless;
  private final List<TableTally> tallies = new ArrayList<>();
  private final Instant began = Instant.now();

  VerificationJob(PhaseContext context, VerificationOptions options) {
    this.context = context;
    this.options = options;
    Ends ends = new Ends(context.roles());
    this.stream = new Stream(context, ends);
    this.pace = new Pace(options.rowsPerSecond());
    this.keyed = new KeyedCheck(ends, new RowJudge(ends, stream, options.patience()));
    this.keyless = new KeylessCheck(ends, stream, options.patience());
    this.feed = new ChunkFeed(new VerifiedTables(context), ends.source(), options, this::tally);
  }

  private synchronized TableTally tally(ObjectName target, List<MigratedObject> objects) {
    List<ObjectName> sources = objects.stream().map(MigratedObject::source).toList();
    TableTally tally = new TableTally(sources, target, options.samples());
    tallies.add(tally);
    return tally;
  }

  /**
   * Compares chunks until none is left. Blocks.
   *
   * @throws MigrationException RUN_STOPPED when the run ends first; what stops one table alone is
   *     in the report
   */
  void work() {
    for (VerifiedChunk chunk = feed.next(); chunk != null; chunk = feed.next()) {
      stream.check();
      compare(chunk);
    }
  }

  private void compare(VerifiedChunk chunk) {
    TableTally tally = chunk.tally();
    Consumer<RowDifference> found = difference -> add(tally, difference);
    ErrorContext where = ErrorContext.of(chunk.table().target().table().name());
    Repeater repeater = context.repeater(Phase.VERIFICATION);
    try {
      List<RowDifference> differences = new ArrayList<>();
      long[] rows = new long[1];
      repeater.run(
          where,
          () -> {
            differences.clear();
            if (chunk.table().isKeyless()) {
              keyless.compare(chunk.table(), count -> rows[0] = count, differences::add);
            } else {
              keyed.compare(
                  chunk.table(), chunk.range(), count -> rows[0] = count, differences::add);
            }
          });
      tally.rows(rows[0]);
      differences.forEach(found);
      context.control().sleep(pace.millisAfter(rows[0]));
    } catch (MigrationException e) {
      fail(tally, e);
    }
  }

  private void add(TableTally tally, RowDifference difference) {
    boolean counts =
        options.mode() == VerificationMode.NORMAL
            || difference.kind() != RowDifference.Kind.EXTRA;
    if (counts) {
      tally.add(difference);
    }
  }

  /** One table's error does not stop the others. */
  private static void fail(TableTally tally, MigrationException error) {
    if (error.code() == EngineError.RUN_STOPPED || error.code().category() == ErrorCategory.STATE) {
      throw error;
    }
    tally.fail(error);
  }

  /** Rows of the source that were compared so far. */
  synchronized long rows() {
    return tallies.stream().mapToLong(TableTally::rows).sum();
  }

  /** What was found. */
  synchronized VerificationReport report() {
    List<TableVerification> tables = tallies.stream().map(TableTally::result).toList();
    return new VerificationReport(context.project().name(), began, Instant.now(), tables);
  }

  /** Gives back what is open. */
  void close() {
    feed.close();
  }
}
