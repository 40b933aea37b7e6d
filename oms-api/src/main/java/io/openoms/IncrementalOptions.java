package io.openoms;

import io.openoms.spi.data.RowChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Options of following the source's changes. Immutable.
 *
 * @param lanes tasks that apply changes side by side, each with one connection to the sink; default
 *     2
 * @param windowChanges changes of rows that are merged and applied together at the most; default
 *     20,000
 * @param windowBytes bytes of row data that are merged and applied together at the most; default 16
 *     MiB
 * @param transactional whether the sink never shows a state between two transactions of the source;
 *     windows are then applied by one lane, each in one transaction; default false
 * @param splitLargeTransactions with {@code transactional}: whether a transaction larger than a
 *     window is applied in parts, with a warning, instead of stopping the run; default false
 * @param spoolDirectory where captured changes wait on disk; default {@code openoms/spool} in the
 *     user's directory for state
 * @param spoolMaxBytes bytes that the spool may take; more is a named stop; default 10 GiB
 * @param operations the kinds of changes that are applied; default all of them
 * @param untilCaughtUp whether the phase ends as soon as everything that was committed at the
 *     source by then is at the sink, instead of going on until the caller ends it; default false
 * @param deadLetters who takes changes that cannot be applied; default nobody, so the first one
 *     stops the run
 * @param heartbeat how often a row is written at the source, so that the lag counts all of the way
 *     from a commit to the sink; default never: the lag then rests on the source's word that its
 *     log ends where it is read
 * @param ddl what happens when the source changes the definition of a captured table; default
 *     {@link DdlPolicy#APPLY}
 * @param ddlReplacements statements that stand for those of the source, by the name of their
 *     transaction; an empty one stands for nothing; default none
 * @param ddlMade changes that the caller made at the sink, by the name of their transaction;
 *     default none
 * @param ddlSkips the changes of definitions that are left out at the sink where following would
 *     stop at them, if the sink's table takes all rows without them; default none
 * @param start where a project that copies nothing begins to follow; default {@link StartAt#now()}
 */
public record IncrementalOptions(
    int lanes,
    int windowChanges,
    int windowBytes,
    boolean transactional,
    boolean splitLargeTransactions,
    Path spoolDirectory,
    long spoolMaxBytes,
    Set<RowChange.Kind> operations,
    boolean untilCaughtUp,
    Optional<DeadLetters> deadLetters,
    Optional<Duration> heartbeat,
    DdlPolicy ddl,
    Map<String, String> ddlReplacements,
    Set<String> ddlMade,
    List<DdlSkip> ddlSkips,
    StartAt start) {

  public IncrementalOptions {
    ddlReplacements = Map.copyOf(ddlReplacements);
    ddlMade = Set.copyOf(ddlMade);
    ddlSkips = List.copyOf(ddlSkips);
    Set<RowChange.Kind> kinds = EnumSet.noneOf(RowChange.Kind.class);
    kinds.addAll(operations);
    operations = Collections.unmodifiableSet(kinds);
  }

  /** The defaults. */
  public static IncrementalOptions defaults() {
    return new Builder().build();
  }

  /** The rule that leaves a change out which is not followed for that reason; empty for none. */
  public Optional<DdlSkip> ddlSkip(OptionalInt error, String reason) {
    return ddlSkips.stream().filter(rule -> rule.matches(error, reason)).findFirst();
  }

  /** How many lanes apply windows: one when the sink must only show whole transactions. */
  public int lanesAtWork() {
    return transactional ? 1 : lanes;
  }

  /** What is wrong with these options; empty when nothing is. */
  List<String> faults() {
    OptionFaults faults = new OptionFaults("incremental");
    faults.require(lanes >= 1 && lanes <= 256, "lanes", "1 to 256", lanes);
    faults.require(windowChanges >= 1, "windowChanges", "1 or more", windowChanges);
    faults.require(windowBytes >= 1 << 16, "windowBytes", "64 KiB or more", windowBytes);
    faults.require(spoolMaxBytes >= 16 << 20, "spoolMaxBytes", "16 MiB or more", spoolMaxBytes);
    faults.require(!operations.isEmpty(), "operations", "at least one", operations);
    heartbeat.ifPresent(
        every -> faults.require(every.toMillis() >= 100, "heartbeat", "100 ms or more", every));
    if (splitLargeTransactions && !transactional) {
      faults.add("splitLargeTransactions", "is for transactional alone");
    }
    for (DdlSkip skip : ddlSkips) {
      skip.fault().ifPresent(fault -> faults.add("skipDdl", fault));
    }
    if (!ddlSkips.isEmpty() && ddl == DdlPolicy.REFUSE) {
      faults.add("skipDdl", "does not go with the policy REFUSE, which stops at each change");
    }
    boolean isNamed = !(start instanceof StartAt.Place place) || !place.text().isBlank();
    faults.require(isNamed, "start", "a position's text", start);
    return faults.all();
  }

  /** The same without a heartbeat. */
  public IncrementalOptions withoutHeartbeat() {
    Builder copy = new Builder(this);
    copy.heartbeat = Optional.empty();
    return copy.build();
  }

  /** The same with one lane. */
  public IncrementalOptions withOneLane() {
    return new Builder(this).lanes(1).build();
  }

  /** The same spool, and the defaults for all else, with one lane. */
  public IncrementalOptions plain() {
    return new Builder()
        .lanes(1)
        .spoolDirectory(spoolDirectory)
        .spoolMaxBytes(spoolMaxBytes)
        .build();
  }

  /** The same with another policy for changes of definitions. */
  public IncrementalOptions withDdl(DdlPolicy policy) {
    return new Builder(this).ddl(policy).build();
  }

  /** The same with another place to begin at. */
  public IncrementalOptions withStart(StartAt place) {
    return new Builder(this).start(place).build();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private int lanes = 2;
    private int windowChanges = 20_000;
    private int windowBytes = 16 << 20;
    private boolean transactional;
    private boolean splitLargeTransactions;
    private Path spoolDirectory = defaultSpoolDirectory();
    private long spoolMaxBytes = 10L << 30;
    private Set<RowChange.Kind> operations = EnumSet.allOf(RowChange.Kind.class);
    private boolean untilCaughtUp;
    private Optional<DeadLetters> deadLetters = Optional.empty();
    private Optional<Duration> heartbeat = Optional.empty();
    private DdlPolicy ddl = DdlPolicy.APPLY;
    private final Map<String, String> ddlReplacements = new HashMap<>();
    private final Set<String> ddlMade = new HashSet<>();
    private final List<DdlSkip> ddlSkips = new ArrayList<>();
    private StartAt start = StartAt.now();

    Builder() {}

    private Builder(IncrementalOptions from) {
      this.lanes = from.lanes;
      this.windowChanges = from.windowChanges;
      this.windowBytes = from.windowBytes;
      this.transactional = from.transactional;
      this.splitLargeTransactions = from.splitLargeTransactions;
      this.spoolDirectory = from.spoolDirectory;
      this.spoolMaxBytes = from.spoolMaxBytes;
      this.operations = from.operations;
      this.untilCaughtUp = from.untilCaughtUp;
      this.deadLetters = from.deadLetters;
      this.heartbeat = from.heartbeat;
      this.ddl = from.ddl;
      this.ddlReplacements.putAll(from.ddlReplacements);
      this.ddlMade.addAll(from.ddlMade);
      this.ddlSkips.addAll(from.ddlSkips);
      this.start = from.start;
    }

    /** Tasks that apply changes side by side, each with one connection to the sink; default 2. */
    public Builder lanes(int count) {
      this.lanes = count;
      return this;
    }

    /** Changes of rows that are merged and applied together at the most; default 20,000. */
    public Builder windowChanges(int changes) {
      this.windowChanges = changes;
      return this;
    }

    /** Bytes of row data that are merged and applied together at the most; default 16 MiB. */
    public Builder windowBytes(int bytes) {
      this.windowBytes = bytes;
      return this;
    }

    /**
     * The sink never shows a state between two transactions of the source. A transaction larger
     * than a window stops the run, unless {@link #splitLargeTransactions} says otherwise.
     */
    public Builder transactional() {
      this.transactional = true;
      return this;
    }

    /** With {@link #transactional}: larger transactions are applied in parts, with a warning. */
    public Builder splitLargeTransactions() {
      this.splitLargeTransactions = true;
      return this;
    }

    /**
     * Where captured changes wait on disk, readable by this user alone: they are rows. They survive
     * restarts, so that a log that was purged at the source loses nothing. A project's files are
     * removed when its incremental phase is done, or by {@code release}. Default {@code
     * $XDG_STATE_HOME/openoms/spool}, else {@code .local/state/openoms/spool} in the user's home.
     */
    public Builder spoolDirectory(Path directory) {
      this.spoolDirectory = directory;
      return this;
    }

    /** In the user's own directories, as it holds values of rows. */
    private static Path defaultSpoolDirectory() {
      String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
      if (state.startsWith("/")) {
        return Path.of(state, "openoms", "spool");
      }
      String home = System.getProperty("user.home", "");
      return home.isBlank() || home.equals("?")
          ? Path.of(System.getProperty("java.io.tmpdir"), "openoms-spool")
          : Path.of(home, ".local", "state", "openoms", "spool");
    }

    /** Bytes that the spool may take; more is a named stop. Default 10 GiB. */
    public Builder spoolMaxBytes(long maxBytes) {
      this.spoolMaxBytes = maxBytes;
      return this;
    }

    /**
     * The kinds of changes that are applied; the others are left out. Rows at the sink may then
     * differ from the row that an update or delete names, so that is no error.
     */
    public Builder operations(Set<RowChange.Kind> kinds) {
      this.operations = kinds;
      return this;
    }

    /** Ends the phase when all that was committed at the source by then is at the sink. */
    public Builder untilCaughtUp() {
      this.untilCaughtUp = true;
      return this;
    }

    /** Hands changes that cannot be applied to the caller, instead of stopping at the first one. */
    public Builder deadLetters(DeadLetters taker) {
      this.deadLetters = Optional.of(taker);
      return this;
    }

    /**
     * Writes a row at the source each time so long has passed, into a table {@code heartbeat} in a
     * database {@code oms_heartbeat} of its own, and counts the lag by what comes of it: at most
     * that time while nobody else writes, more as soon as anything between a commit and the sink
     * stands still. The source's user must be allowed to make and change that table, and the source
     * must not be read-only; a precheck says so. Takes one more thread. Default never.
     */
    public Builder heartbeat(Duration every) {
      this.heartbeat = Optional.of(every);
      return this;
    }

    /**
     * What happens when the source changes the definition of a captured table. Default {@link
     * DdlPolicy#APPLY}.
     */
    public Builder ddl(DdlPolicy policy) {
      this.ddl = policy;
      return this;
    }

    /**
     * Has a statement of the caller stand for one of the source that stopped a run: at both ends,
     * for the definition by which changes behind it are read and for what is executed at the sink.
     * It must leave the source's table as it really is, or rows behind it stop the run.
     *
     * @param transaction the name of the statement's transaction, as the error gives it
     * @param statement the statement; an empty one has the source's passed over
     */
    public Builder replaceDdl(String transaction, String statement) {
      this.ddlReplacements.put(transaction, statement);
      return this;
    }

    /**
     * Says that the caller made a change at the sink that stopped a run there: nothing is executed
     * for it. The sink's table must have the columns and the key that it shall have then.
     *
     * @param transaction the name of the statement's transaction, as the error gives it
     */
    public Builder ddlMade(String transaction) {
      this.ddlMade.add(transaction);
      return this;
    }

    /**
     * Leaves a change out at the sink that matches the rule, instead of stopping at it: one that
     * the sink cannot make, or that is not followed as it is. The sink's table must take all rows
     * without it, in the same columns; else the run stops all the same. Each such change is told by
     * the warning {@code DDL_SKIPPED}, which stays with the table.
     */
    public Builder skipDdl(DdlSkip rule) {
      this.ddlSkips.add(rule);
      return this;
    }

    /**
     * Where a project that copies nothing begins to follow: the rows at the sink must be those that
     * the source had there. A definition that the source has changed since is a named stop. Default
     * {@link StartAt#now()}.
     */
    public Builder start(StartAt place) {
      this.start = place;
      return this;
    }

    IncrementalOptions build() {
      return new IncrementalOptions(
          lanes,
          windowChanges,
          windowBytes,
          transactional,
          splitLargeTransactions,
          spoolDirectory,
          spoolMaxBytes,
          operations,
          untilCaughtUp,
          deadLetters,
          heartbeat,
          ddl,
          ddlReplacements,
          ddlMade,
          ddlSkips,
          start);
    }
  }
}
