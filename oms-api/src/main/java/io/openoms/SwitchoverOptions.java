package io.openoms;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Options of a switchover. Immutable.
 *
 * @param maxLag a switchover begins only while the lag is not larger; default 15 s
 * @param freezeSource whether the end that applications have written to is made to refuse their
 *     writes; default true
 * @param verify what is compared at both ends before writes are stopped; default all rows
 * @param drain how long the last changes may take to arrive once writes have stopped, before the
 *     switchover goes back; default 30 s
 * @param stillness where that end is not made to refuse writes: how long it must have been observed
 *     without a change; default 3 s
 * @param stopWrites stops the applications' writes when another process asks for the switchover
 *     ({@link MigrationProject#askSwitchover}); default does nothing, for the end is made to refuse
 *     them
 * @param skipped the steps that are left out; default none
 */
public record SwitchoverOptions(
    Duration maxLag,
    boolean freezeSource,
    SwitchoverVerification verify,
    Duration drain,
    Duration stillness,
    Runnable stopWrites,
    Set<SwitchStep> skipped) {

  public SwitchoverOptions {
    skipped = Set.copyOf(skipped);
  }

  /** The defaults. */
  public static SwitchoverOptions defaults() {
    return new Builder().build();
  }

  /** The same with one more step left out. */
  public SwitchoverOptions without(SwitchStep step) {
    Set<SwitchStep> all = EnumSet.of(step);
    all.addAll(skipped);
    return new SwitchoverOptions(maxLag, freezeSource, verify, drain, stillness, stopWrites, all);
  }

  /** Whether a step is left out. */
  public boolean skips(SwitchStep step) {
    return skipped.contains(step)
        || (step == SwitchStep.VERIFY && verify == SwitchoverVerification.NONE);
  }

  /** What is wrong with these options; empty when nothing is. */
  List<String> faults() {
    OptionFaults faults = new OptionFaults("switchover");
    faults.require(!maxLag.isNegative() && !maxLag.isZero(), "maxLag", "more than 0 s", maxLag);
    faults.require(!drain.isNegative() && !drain.isZero(), "drain", "more than 0 s", drain);
    faults.require(!stillness.isNegative(), "stillness", "0 s or more", stillness);
    skipped.stream()
        .filter(step -> !step.isSkippable())
        .sorted()
        .forEach(step -> faults.require(false, "skip", "a step that may be skipped", step.label()));
    return faults.all();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private Duration maxLag = Duration.ofSeconds(15);
    private boolean freezeSource = true;
    private SwitchoverVerification verify = SwitchoverVerification.ALL;
    private Duration drain = Duration.ofSeconds(30);
    private Duration stillness = Duration.ofSeconds(3);
    private Runnable stopWrites = () -> {};
    private final Set<SwitchStep> skipped = EnumSet.noneOf(SwitchStep.class);

    Builder() {}

    /** A switchover begins only while the lag is not larger; default 15 s. */
    public Builder maxLag(Duration lag) {
      this.maxLag = lag;
      return this;
    }

    /**
     * Whether the end that applications have written to is made to refuse their writes; default
     * true. Without it the switchover relies on the caller's word, and on observation.
     */
    public Builder freezeSource(boolean freezes) {
      this.freezeSource = freezes;
      return this;
    }

    /**
     * Whether both ends are compared, all rows of them, before writes are stopped; default true.
     */
    public Builder verify(boolean compares) {
      return verify(compares ? SwitchoverVerification.ALL : SwitchoverVerification.NONE);
    }

    /** What is compared at both ends before writes are stopped; default all rows. */
    public Builder verify(SwitchoverVerification what) {
      this.verify = what;
      return this;
    }

    /** How long the last changes may take to arrive once writes have stopped; default 30 s. */
    public Builder drain(Duration limit) {
      this.drain = limit;
      return this;
    }

    /** How long an end that takes writes must be observed without a change; default 3 s. */
    public Builder stillness(Duration time) {
      this.stillness = time;
      return this;
    }

    /** Stops the applications' writes when another process asks for the switchover. */
    public Builder stopWrites(Runnable stop) {
      this.stopWrites = stop;
      return this;
    }

    /** Leaves a step out; one that must not be is a fault. */
    public Builder skip(SwitchStep step) {
      skipped.add(step);
      return this;
    }

    SwitchoverOptions build() {
      return new SwitchoverOptions(
          maxLag, freezeSource, verify, drain, stillness, stopWrites, skipped);
    }
  }
}
