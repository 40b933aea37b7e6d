package io.openoms.core.verify;

import io.openoms.Phase;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.crossing.FollowedEnd;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.BesideFollowing;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.RowLookup;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The changes that flow while a verification looks at rows; none flow when the run does not follow
 * its source. Thread-safe.
 */
final class Stream {

  private static final long LOOK_MILLIS = 10;

  /** A wait for the log lasts so long at least, however little patience there is. */
  private static final Duration LEAST_WAIT = Duration.ofSeconds(5);

  private final PhaseContext context;
  private final BesideFollowing following;
  private final Ends ends;
  private final boolean isFollowing;
  private final Optional<CrossingSide> side;
  private final LogWait applied;
  private final LogWait appliedAcross;
  private final LogWait visible;

  /**
   * The changes of a run.
   *
   * @param patience how long one wait for a log lasts; 5 s at least
   */
  Stream(PhaseContext context, Ends ends, Duration patience) {
    this.context = context;
    this.following = context.following();
    this.ends = ends;
    this.side = context.entry().side();
    this.isFollowing = following.catchUp().isPresent();
    Duration longest = patience.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : patience;
    this.applied = new LogWait(longest);
    this.appliedAcross = new LogWait(longest);
    this.visible = new LogWait(longest);
  }

  boolean isFollowing() {
    return isFollowing;
  }

  /** Watches all rows of a table. */
  Watched watch(VerifiedTable table) {
    return following.watch().watchAll(table.sourceNames());
  }

  /** Watches rows of a table, by their keys. Blocks until both directions work that are to. */
  WatchedRows watch(VerifiedTable table, Set<RowImage> keys) {
    Optional<FollowedEnd> sink = across();
    List<Watched> logs = new ArrayList<>();
    logs.add(following.watch().watch(table.sourceNames(), names(table.key()), keys));
    TableRead there = table.target();
    sink.map(FollowedEnd::watch)
        .map(watch -> watch.watch(Set.of(there.table().name()), names(there.key()), keys))
        .ifPresent(logs::add);
    return new WatchedRows(logs);
  }

  private static List<String> names(List<ColumnDefinition> columns) {
    return columns.stream().map(ColumnDefinition::name).toList();
  }

  /** Whether the sink's changes are brought to the source, too. */
  boolean isCrossed() {
    return isFollowing && side.isPresent();
  }

  /** The sink as the other direction follows it; empty where none is to. */
  private Optional<FollowedEnd> across() {
    if (!isCrossed()) {
      return Optional.empty();
    }
    Optional<FollowedEnd> end = side.flatMap(CrossingSide::across);
    while (end.isEmpty()) {
      sleep(LOOK_MILLIS);
      end = side.flatMap(CrossingSide::across);
    }
    return end;
  }

  /**
   * How the source's rows are read by their keys.
   *
   * @param firm whether every change that the log has told must be seen
   */
  Ends.Lookup lookup(boolean firm) {
    Optional<RowLookup> exact = context.roles().rowLookup();
    return firm && isFollowing && exact.isPresent() ? exact.get()::find : ends.source()::find;
  }

  /** The same of the sink's rows. */
  Ends.Lookup sinkLookup(boolean firm) {
    Optional<RowLookup> exact = firm ? across().flatMap(FollowedEnd::lookup) : Optional.empty();
    return exact.isPresent() ? exact.get()::find : ends.sink()::find;
  }

  /**
   * Waits until everything is applied that the log of each followed end holds now, as long as the
   * patience lasts. Blocks.
   *
   * @return whether it is applied; false when the apply is further behind than that
   */
  boolean awaitApplied() {
    if (!isFollowing) {
      return true;
    }
    CatchUp catchUp = following.catchUp().orElseThrow(Stream::ended);
    return await(applied, catchUp::end, catchUp::isApplied)
        && across().map(sink -> await(appliedAcross, sink::end, sink::isApplied)).orElse(true);
  }

  /** Whether a wait for the log was in vain, and none has succeeded since. */
  boolean isLate() {
    return applied.isInVain() || appliedAcross.isInVain();
  }

  private boolean await(LogWait wait, Supplier<Position> end, Predicate<Position> isApplied) {
    Supplier<Position> asked = () -> context.repeater(Phase.VERIFICATION).ask(end);
    return wait.await(asked, isApplied, new Pace());
  }

  private final class Pace implements LogWait.Pace {

    @Override
    public void rest() {
      context.control().sleep(LOOK_MILLIS);
    }

    @Override
    public void check() {
      Stream.this.check();
    }
  }

  /**
   * Waits until readers of the source see everything that its log holds now, as long as the
   * patience lasts: they may read from a server that follows the other one. Blocks.
   *
   * @return whether they see it; false when that server is further behind than that
   */
  boolean awaitVisible() {
    if (!isFollowing) {
      return true;
    }
    ChangeLog log = context.roles().requireLog();
    Repeater repeater = context.repeater(Phase.VERIFICATION);
    return await(
        visible,
        () -> following.catchUp().orElseThrow(Stream::ended).end(),
        end -> repeater.ask(log::visible).filter(seen -> log.covers(seen, end)).isPresent());
  }

  /**
   * Has work done at the sink while no change is under way: between two windows of changes, or at
   * once where none are followed. Blocks.
   */
  <T> T whileAtRest(Supplier<T> work) {
    return isFollowing ? following.between().run(work, this::check) : work.get();
  }

  /**
   * Waits for a moment.
   *
   * @throws MigrationException RUN_STOPPED when the run, or its following, ends
   */
  void sleep(long millis) {
    check();
    context.control().sleep(millis);
  }

  /** Waits for a moment while others are at work. */
  void rest() {
    sleep(LOOK_MILLIS);
  }

  /** Passes while the run goes on, and follows if it did. */
  void check() {
    context.control().check();
    boolean ends =
        context.control().isFinishing(Phase.INCREMENTAL) || following.between().isClosed();
    if (isFollowing && ends) {
      throw ended();
    }
    while (context.control().isPaused()) {
      context.control().sleep(LOOK_MILLIS);
    }
  }

  private static MigrationException ended() {
    return new MigrationException(
        EngineError.RUN_STOPPED,
        ErrorContext.none().withPhase(Phase.VERIFICATION),
        "the run ends, before its verification was done");
  }
}
