package io.openoms.core.plan;

import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a project and its tables must not ask of a sink, by what the sink can do. Immutable.
 *
 * @param capabilities what the sink can do
 */
public record SinkRules(Set<SinkCapability> capabilities) {

  public SinkRules {
    capabilities = Set.copyOf(capabilities);
  }

  /** The rules of a sink. */
  public static SinkRules of(RowSink sink) {
    return new SinkRules(sink.capabilities());
  }

  /**
   * What is wrong with the project's options, as sentences with a remedy; empty when nothing is.
   */
  public List<String> faults(Phases phases) {
    List<String> faults = new ArrayList<>();
    if (phases.contains(Phase.INCREMENTAL)
        && phases.incrementalOptions().deadLetters().isPresent()
        && !capabilities.contains(SinkCapability.SAVEPOINT)) {
      faults.add("deadLetters needs a sink with savepoints; leave the option out");
    }
    return faults;
  }

  /** Whether a table without a key cannot be followed. */
  boolean followsOnlyKeys() {
    return !capabilities.contains(SinkCapability.DELETE_EQUAL);
  }

  /** What keeps a table from being followed; empty when nothing does. */
  Optional<String> followFault(boolean hasKey) {
    return hasKey || !followsOnlyKeys()
        ? Optional.empty()
        : Optional.of(
            "it has no key, and the sink cannot find a row by all its values; give the table a"
                + " primary key, or copy it in a project without the incremental phase");
  }
}
