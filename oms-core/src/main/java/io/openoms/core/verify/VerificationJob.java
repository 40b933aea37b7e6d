package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.ViewVerification;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.progress.Comparing;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.RateLimit;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.KeyedCheck.Compared;
import io.openoms.core.verify.KeylessCheck.Look;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.core.verify.report.ReportDirectory;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredVerification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One verification of a run's tables. Any number of threads take part by {@link #work}; the job is
 * done when each of them has returned. Thread-safe.
 */
final class VerificationJob {

  private final PhaseContext context;
  private final VerificationOptions options;
  private final Stream stream;
  private final RateLimit rowLimit;
  private final RateLimit byteLimit;
  private final ChunkFeed feed;
  private final Set<RowDifference.Kind> ownRules;
  private final RowJudge judge;
  private final KeyedCheck keyed;
  private final KeylessCheck keyless;
  private final OpenRows open;
  private final StoredRows storedRows;
  private final VerifiedTables tables;
  private final Map<ObjectName, List<MigratedObject>> compared;
  private final TableRepair repair;
  private final Repeater repeater;
  private final List<TableTally> tallies = new ArrayList<>();
  private volatile List<ViewVerification> views = List.of();
  private final Map<ObjectName, Set<KeyTuple>> deadLetters;
  private final long expectedRows;
  private final Beginnings beginnings;
  private final Checkpoints checkpoints;
  private final ChangeTracks tracks;
  private final Optional<ReportDirectory> directory;

  /** Begins when no other verification of the run is at work. Blocks. */
  static VerificationJob begin(PhaseContext context, VerificationOptions options) {
    Stream stream = new Stream(context, new Ends(context.roles()), options.patience());
    context.verifying().take(stream::rest);
    try {
      return new VerificationJob(context, options);
    } catch (RuntimeException | Error e) {
      context.verifying().give();
      throw e;
    }
  }

  private VerificationJob(PhaseContext context, VerificationOptions options) {
    this.context = context;
    this.options = options;
    this.ownRules = OwnRules.kinds(context.project().phases(), options);
    Instant now = Instant.now();
    this.directory =
        options
            .reportDirectory()
            .map(parent -> new ReportDirectory(parent, context.project().name(), now));
    Ends ends = new Ends(context.roles());
    this.stream = new Stream(context, ends, options.patience());
    this.rowLimit = RateLimit.of(options.rowsPerSecond());
    this.byteLimit = RateLimit.of(options.bytesPerSecond());
    this.judge = new RowJudge(ends, stream);
    this.repeater = context.repeater(Phase.VERIFICATION);
    this.deadLetters = repeater.ask(() -> context.state().deadLetters(DeadLetterKeys.MOST));
    this.beginnings = new Beginnings(options, context.state(), repeater, now);
    this.checkpoints = new Checkpoints(context.state(), repeater);
    this.keyed = new KeyedCheck(ends);
    this.open = new OpenRows(new JointLook(judge, repeater), stream, options.patience());
    this.keyless = new KeylessCheck(ends, stream, options.patience());
    this.tables = new VerifiedTables(context);
    this.compared = tables.targets();
    this.tracks = new ChangeTracks(context, stream.isFollowing());
    ScopedTables scoped =
        ScopedTables.of(options.scope(), compared, context.state(), repeater, tracks);
    this.storedRows = new StoredRows(tables, scoped.byRows(), repeater, open, this::tally);
    scoped
        .changed()
        .forEach(
            (target, keys) ->
                storedRows.addChanged(target, compared.getOrDefault(target, List.of()), keys));
    this.feed =
        new ChunkFeed(
            tables, ends.source(), options, repeater, scoped.whole(), this::tally, this::begin);
    this.repair = repair(ends);
    this.expectedRows =
        scoped.whole().values().stream()
            .flatMap(List::stream)
            .mapToLong(MigratedObject::expectedRows)
            .sum();
  }

  /** What an earlier run has compared of a table may have been changed between both runs. */
  private StoredComparison begin(TableTally tally, VerifiedTable table) {
    StoredComparison from = beginnings.begin(tally, table, storedRows);
    if (from.upTo().isEmpty() && !from.isDone()) {
      tracks.begin(tally.target(), table);
    }
    return from;
  }

  private TableRepair repair(Ends ends) {
    RepairCommit commit = new RepairCommit(context, stream);
    Set<SinkCapability> sink = context.roles().rowSink().capabilities();
    Set<RowDifference.Kind> kept = EnumSet.noneOf(RowDifference.Kind.class);
    kept.addAll(ownRules);
    if (options.mode() == VerificationMode.IN) {
      kept.add(RowDifference.Kind.EXTRA);
    }
    return new TableRepair(
        new RowRepair(ends, stream, commit, sink, kept.contains(RowDifference.Kind.EXTRA)),
        new KeylessRepair(keyless, commit, sink, kept),
        keyless,
        open,
        stream,
        repeater,
        options.patience());
  }

  private synchronized TableTally tally(ObjectName target, List<MigratedObject> objects) {
    ErrorContext where = ErrorContext.of(objects.get(0).source()).withPhase(Phase.VERIFICATION);
    TableTally tally =
        new TableTally(
            objects,
            options,
            ownRules,
            new TableProgress(new DifferenceLog(context.state(), repeater, target), checkpoints),
            new DeadLetterKeys(deadLetters.getOrDefault(target, Set.of())),
            this::report,
            error -> context.reporter().error(error.in(where), false));
    tallies.add(tally);
    return tally;
  }

  private Optional<TableReport> report(VerifiedTable table) {
    return directory.map(
        files -> new TableReport(table, files, context.roles().rowSink().corrections()));
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
      open.lookNowAndThen();
      checkpoints.afterChunk(chunk.tally().progress());
    }
    while (storedRows.lookAtNext()) {
      stream.check();
    }
    open.settle();
  }

  /**
   * Repairs what differs, if that is asked for, compares views, and stores what was found. Called
   * once, when all threads have returned from {@link #work}. Blocks.
   */
  void conclude() {
    for (TableTally tally : tallies()) {
      tally.finishReport();
      if (options.repair()) {
        repair(tally);
      }
    }
    if (options.scope() == VerificationScope.ALL) {
      views = new ViewCheck(context).all();
    }
    checkpoints.store();
    repeater.run(this::store);
    tracks.conclude(tallies());
  }

  private void repair(TableTally tally) {
    Optional<String> others =
        tally.found() == 0
            ? Optional.empty()
            : tables.rowsOfOthers(
                tally.target(),
                compared.getOrDefault(tally.target(), List.of()),
                options.mode() == VerificationMode.NORMAL);
    if (others.isPresent()) {
      fail(
          tally,
          new MigrationException(
              EngineError.REPAIR_REFUSED, ErrorContext.of(tally.source()), others.get()));
    } else {
      repair.repair(tally);
    }
  }

  /** A verification of all tables takes the place of every earlier one. */
  private void store() {
    Set<ObjectName> compared =
        tallies().stream().map(TableTally::target).collect(Collectors.toSet());
    List<ObjectName> old =
        context.state().verifications().stream()
            .map(StoredVerification::target)
            .filter(table -> options.scope() == VerificationScope.ALL && !compared.contains(table))
            .toList();
    Set<ObjectName> ended = new HashSet<>(compared);
    if (options.scope() == VerificationScope.ALL) {
      ended.addAll(beginnings.stored());
    }
    context
        .state()
        .write(
            PhaseContext.VERIFIER,
            (project, tx) -> {
              old.forEach(table -> tx.removeVerification(project, table));
              ended.forEach(table -> tx.removeComparison(project, table));
              for (TableTally tally : tallies()) {
                tx.putVerification(project, tally.stored());
                tx.removeDeadLetters(project, tally.target(), tally.healedLetters());
              }
              if (options.scope() == VerificationScope.ALL) {
                tx.putViews(project, views);
              }
            });
  }

  private synchronized List<TableTally> tallies() {
    return List.copyOf(tallies);
  }

  private void compare(VerifiedChunk chunk) {
    try {
      long rows = chunk.table().isKeyless() ? compareWhole(chunk) : compareKeyed(chunk);
      rowLimit.obey(rows, stream::sleep);
      byteLimit.obey(rows * chunk.table().rowBytes(), stream::sleep);
    } catch (MigrationException e) {
      fail(chunk.tally(), e);
    }
  }

  private long compareWhole(VerifiedChunk chunk) {
    ErrorContext where = ErrorContext.of(chunk.tally().source());
    Look look = repeater.ask(where, () -> keyless.compare(chunk.table()));
    chunk.tally().rows(look.rows());
    KeylessCheck.tell(chunk.table(), look, found -> chunk.tally().add(found, chunk.part()));
    chunk.part().compared(look.rows(), 0);
    return look.rows();
  }

  private long compareKeyed(VerifiedChunk chunk) {
    ErrorContext where = ErrorContext.of(chunk.tally().source());
    Compared compared = repeater.ask(where, () -> keyed.compare(chunk));
    chunk.tally().rows(compared.rows());
    // While the source is followed each look costs a wait for the log, so these wait for others.
    List<RowImage> later = judge.isFinal() ? List.of() : compared.suspects();
    if (judge.isFinal()) {
      judge(chunk, compared.suspects());
    }
    chunk.part().compared(compared.rows(), later.size());
    open.add(chunk.tally(), chunk.table(), chunk.part(), later);
    return compared.rows();
  }

  /** At rest one look is enough; as many rows at once as there is room for. */
  private void judge(VerifiedChunk chunk, List<RowImage> suspects) {
    ErrorContext where = ErrorContext.of(chunk.tally().source());
    for (List<RowImage> left = suspects; !left.isEmpty(); ) {
      List<RowImage> some = left;
      Looked looked = repeater.ask(where, () -> judge.look(chunk.table(), some, false));
      looked.differences().forEach(found -> chunk.tally().add(found, chunk.part()));
      left = looked.left();
    }
  }

  /** One table's error does not stop the others. */
  static void fail(TableTally tally, MigrationException error) {
    requireOwn(error);
    tally.fail(error);
  }

  /** Passes an error on that is not one object's own. */
  static void requireOwn(MigrationException error) {
    if (error.code() == EngineError.RUN_STOPPED || error.code().category() == ErrorCategory.STATE) {
      throw error;
    }
  }

  /** Rows of the source that were compared so far. */
  synchronized long rows() {
    return tallies.stream().mapToLong(TableTally::rows).sum();
  }

  /** How far it is. */
  Comparing figures(boolean isAtWork) {
    return new Comparing(rows(), expectedRows, feed.done(), feed.all(), isAtWork);
  }

  /** What was found. */
  synchronized VerificationReport report() {
    List<TableVerification> tables =
        tallies.stream()
            .sorted(Comparator.comparing(TableTally::target))
            .map(TableTally::result)
            .toList();
    return new VerificationReport(
        context.project().name(),
        beginnings.earliest(),
        Instant.now(),
        tables,
        views,
        directory.flatMap(ReportDirectory::path));
  }

  /** Gives back what is open, and ends the files of a verification that did not come to its end. */
  void close() {
    feed.close();
    tracks.close();
    context.verifying().give();
    tallies().forEach(TableTally::finishReport);
  }
}
