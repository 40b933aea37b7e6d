package io.openoms;

import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The phases that one run goes through, each with its options. Immutable.
 *
 * @param selected the phases, iterated in the order in which they run
 * @param schemaOptions options of the schema phase
 * @param fullOptions options of the full copy
 * @param incrementalOptions options of following the source
 * @param verificationOptions options of comparing source and sink
 * @param switchoverOptions options of moving the applications' writes
 * @param reverseOptions options of following the sink's changes back
 */
public record Phases(
    Set<Phase> selected,
    SchemaOptions schemaOptions,
    FullOptions fullOptions,
    IncrementalOptions incrementalOptions,
    VerificationOptions verificationOptions,
    SwitchoverOptions switchoverOptions,
    ReverseOptions reverseOptions) {

  public Phases {
    selected = Collections.unmodifiableSet(EnumSet.copyOf(selected));
  }

  /** Whether the run goes through that phase. */
  public boolean contains(Phase phase) {
    return selected.contains(phase);
  }

  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (contains(Phase.FULL)) {
      faults.addAll(fullOptions.faults());
    }
    if (contains(Phase.INCREMENTAL)) {
      faults.addAll(incrementalOptions.faults());
    }
    if (contains(Phase.VERIFICATION)) {
      faults.addAll(verificationOptions.faults());
    }
    if (contains(Phase.SWITCHOVER)) {
      faults.addAll(switchoverOptions.faults());
    }
    if (contains(Phase.REVERSE_INCREMENTAL)) {
      faults.addAll(reverseOptions.faults(contains(Phase.SWITCHOVER)));
    }
    faults.addAll(combinationFaults());
    if (areBothWays()) {
      faults.addAll(bothWaysFaults());
    }
    return faults;
  }

  /** How many threads a run of these phases keeps busy at the same time. */
  public int threadsNeeded() {
    return Threads.neededBy(this);
  }

  /** Whether changes are followed in both directions at once. */
  public boolean areBothWays() {
    return contains(Phase.REVERSE_INCREMENTAL) && !contains(Phase.SWITCHOVER);
  }

  private List<String> combinationFaults() {
    List<String> faults = new ArrayList<>();
    if (contains(Phase.SWITCHOVER) && !contains(Phase.INCREMENTAL)) {
      faults.add("phase switchover needs the phase incremental");
    }
    if (contains(Phase.SWITCHOVER) && !contains(Phase.REVERSE_INCREMENTAL)) {
      faults.add("phase switchover needs the phase reverse_incremental: it is the way back");
    }
    if (contains(Phase.FULL) && hasStart()) {
      faults.add("incremental.start is for projects without the phase full, whose copy decides it");
    }
    return faults;
  }

  private boolean hasStart() {
    return contains(Phase.INCREMENTAL) && !incrementalOptions.start().isNow();
  }

  /** What both directions at once rule out. */
  private List<String> bothWaysFaults() {
    List<String> faults = new ArrayList<>();
    if (!contains(Phase.INCREMENTAL)) {
      faults.add("phase reverse_incremental needs the phase incremental");
    }
    if (hasStart()) {
      faults.add("incremental.start: both ends must be equal when both directions begin");
    }
    if (contains(Phase.VERIFICATION) && verificationOptions.repair()) {
      faults.add("verification.repair: neither end is right while both directions work");
    }
    if (contains(Phase.FULL) && fullOptions.conflict() == ConflictPolicy.IGNORE) {
      faults.add("full.conflict IGNORE leaves both ends different from the start");
    }
    if (!incrementalOptions.operations().equals(EnumSet.allOf(RowChange.Kind.class))) {
      faults.add("incremental.operations must be all of them while both directions work");
    }
    if (incrementalOptions.untilCaughtUp()) {
      faults.add("incremental.untilCaughtUp: both directions work until the caller ends them");
    }
    if (incrementalOptions.deadLetters().isPresent()) {
      faults.add("incremental.deadLetters would let both ends grow apart");
    }
    return faults;
  }

  /** The same options for only those of the phases that are given. */
  public Phases only(Set<Phase> some) {
    Set<Phase> both = EnumSet.copyOf(selected);
    both.retainAll(some);
    return new Phases(
        both,
        schemaOptions,
        fullOptions,
        incrementalOptions,
        verificationOptions,
        switchoverOptions,
        reverseOptions);
  }

  /** The same phases with other options of following. */
  public Phases with(IncrementalOptions others) {
    return new Phases(
        selected,
        schemaOptions,
        fullOptions,
        others,
        verificationOptions,
        switchoverOptions,
        reverseOptions);
  }

  /** Collects the phases; naming one twice is a fault. Not thread-safe. */
  public static final class Builder {
    private final EnumSet<Phase> selected = EnumSet.noneOf(Phase.class);
    private final List<String> faults = new ArrayList<>();
    private final SchemaOptions.Builder schema = new SchemaOptions.Builder();
    private final FullOptions.Builder full = new FullOptions.Builder();
    private final IncrementalOptions.Builder incremental = new IncrementalOptions.Builder();
    private final VerificationOptions.Builder verification = new VerificationOptions.Builder();
    private final SwitchoverOptions.Builder switchover = new SwitchoverOptions.Builder();
    private final ReverseOptions.Builder reverse = new ReverseOptions.Builder();

    Builder() {}

    /** Creates the objects at the sink, with the defaults. */
    public Builder schema() {
      return schema(options -> {});
    }

    /** Creates the objects at the sink. */
    public Builder schema(Consumer<SchemaOptions.Builder> options) {
      add(Phase.SCHEMA);
      options.accept(schema);
      return this;
    }

    /** Copies the rows and builds the secondary indexes, with the defaults. */
    public Builder full() {
      return full(options -> {});
    }

    /** Copies the rows and builds the secondary indexes. */
    public Builder full(Consumer<FullOptions.Builder> options) {
      add(Phase.FULL);
      options.accept(full);
      return this;
    }

    /** Follows the source's changes, with the defaults. */
    public Builder incremental() {
      return incremental(options -> {});
    }

    /**
     * Follows the source's changes: from before the first row was copied, until the caller ends it.
     */
    public Builder incremental(Consumer<IncrementalOptions.Builder> options) {
      add(Phase.INCREMENTAL);
      options.accept(incremental);
      return this;
    }

    /** Compares source and sink, with the defaults. */
    public Builder verification() {
      return verification(options -> {});
    }

    /**
     * Compares source and sink: after the copy, and in a run that follows the source as soon as it
     * has caught up for the first time, while it follows on. Each run compares anew. A run that
     * does not follow the source takes both ends to be at rest: what is written meanwhile may count
     * as a difference.
     */
    public Builder verification(Consumer<VerificationOptions.Builder> options) {
      add(Phase.VERIFICATION);
      options.accept(verification);
      return this;
    }

    /** Moves the applications' writes to the sink when the caller asks, with the defaults. */
    public Builder switchover() {
      return switchover(options -> {});
    }

    /**
     * Moves the applications' writes to the sink, and back, when the caller asks ({@link
     * MigrationRun#switchover()}). Needs {@link #incremental()} and {@link #reverseIncremental()}.
     */
    public Builder switchover(Consumer<SwitchoverOptions.Builder> options) {
      add(Phase.SWITCHOVER);
      options.accept(switchover);
      return this;
    }

    /** Follows the sink's changes back to the source, with the defaults. */
    public Builder reverseIncremental() {
      return reverseIncremental(options -> {});
    }

    /**
     * Follows the sink's changes back to the source, with the options of {@link
     * #incremental(Consumer)}, until the caller ends it. With {@link #switchover()}: after it,
     * until applications are switched back. Without it: at the same time as the changes of the
     * source, once these have been caught up with for the first time; applications may write to
     * both ends from then on ({@link MigrationRun#awaitCaughtUp}).
     */
    public Builder reverseIncremental(Consumer<ReverseOptions.Builder> options) {
      add(Phase.REVERSE_INCREMENTAL);
      options.accept(reverse);
      return this;
    }

    private void add(Phase phase) {
      if (!selected.add(phase)) {
        faults.add("phase " + phase.label() + " is named twice");
      }
    }

    List<String> faults() {
      List<String> all = new ArrayList<>(faults);
      all.addAll(schema.faults());
      if (selected.isEmpty()) {
        all.add("no phase is named; see phases(p -> p.schema().full())");
      } else {
        all.addAll(build().faults());
      }
      return all;
    }

    Phases build() {
      return new Phases(
          selected,
          schema.build(),
          full.build(),
          incremental.build(),
          verification.build(),
          switchover.build(),
          reverse.build());
    }
  }
}
