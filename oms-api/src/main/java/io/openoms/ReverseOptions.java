package io.openoms;

import java.util.List;
import java.util.Optional;

/**
 * Options of following the sink's changes back. Immutable.
 *
 * @param onConflict for both directions at once: what becomes of a row that both ends have changed;
 *     empty when it was not chosen
 */
public record ReverseOptions(Optional<ConflictRule> onConflict) {

  /** The defaults. */
  public static ReverseOptions defaults() {
    return new Builder().build();
  }

  /** What is done with a conflict; by default the run stops. */
  public ConflictRule conflictRule() {
    return onConflict.orElseGet(ConflictRule::stop);
  }

  List<String> faults(boolean withSwitchover) {
    OptionFaults faults = new OptionFaults("reverseIncremental");
    if (withSwitchover && onConflict.isPresent()) {
      faults.add("onConflict", "is for both directions at once; leave the phase switchover out");
    }
    faults.require(
        onConflict.flatMap(ConflictRule::column).filter(String::isBlank).isEmpty(),
        "onConflict",
        "a column's name",
        "");
    return faults.all();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private Optional<ConflictRule> onConflict = Optional.empty();

    Builder() {}

    /**
     * What becomes of a row that both ends have changed, where both directions work at once;
     * default {@link ConflictRule#stop}.
     */
    public Builder onConflict(ConflictRule rule) {
      this.onConflict = Optional.of(rule);
      return this;
    }

    ReverseOptions build() {
      return new ReverseOptions(onConflict);
    }
  }
}
