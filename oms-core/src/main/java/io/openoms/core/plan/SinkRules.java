package io.openoms.core.plan;

import io.openoms.ConflictPolicy;
import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.spi.Delivery;
import io.openoms.spi.ProjectDefinition;
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
 * @param delivery how its rows become durable
 */
public record SinkRules(Set<SinkCapability> capabilities, Delivery delivery) {

  public SinkRules {
    capabilities = Set.copyOf(capabilities);
  }

  /** The rules of a sink. */
  public static SinkRules of(RowSink sink) {
    return new SinkRules(sink.capabilities(), sink.delivery());
  }

  /**
   * What is wrong with the project's options, as sentences with a remedy; empty when nothing is.
   */
  public List<String> faults(ProjectDefinition project) {
    Phases phases = project.phases();
    List<String> faults = new ArrayList<>();
    if (phases.contains(Phase.INCREMENTAL)
        && phases.incrementalOptions().deadLetters().isPresent()
        && !capabilities.contains(SinkCapability.SAVEPOINT)) {
      faults.add("deadLetters needs a sink with savepoints; leave the option out");
    }
    if (isTransactional() && project.state().isPresent()) {
      faults.add("the sink commits rows and state in one transaction; leave state(…) out");
    }
    if (!isTransactional() && capabilities.contains(SinkCapability.SAVEPOINT)) {
      faults.add("the sink has savepoints and no transactions: report this to its connector");
    }
    if (!isTransactional()
        && phases.contains(Phase.FULL)
        && phases.fullOptions().conflict() == ConflictPolicy.IGNORE) {
      faults.add(
          "the sink has no transactions, so rows of the project cannot be told from rows that were"
              + " there before: choose another policy than IGNORE for conflicts");
    }
    return faults;
  }

  private boolean isTransactional() {
    return delivery == Delivery.TRANSACTIONAL;
  }

  /** What keeps a table from being copied or followed; empty when nothing does. */
  public Optional<String> fault(boolean hasKey, boolean merged) {
    if (isTransactional()) {
      return Optional.empty();
    }
    if (!hasKey) {
      return Optional.of(
          "it has no key, and the sink has no transactions, so rows that are written again could"
              + " not be recognized; give the table a primary key, or leave it out");
    }
    return merged
        ? Optional.of(
            "it is merged with others, which needs a sink with transactions; give it a target of"
                + " its own, or leave it out")
        : Optional.empty();
  }

  /** Why foreign keys whose work the log lacks cannot be followed; empty when they can. */
  Optional<String> cascadeFault() {
    return isTransactional()
        ? Optional.empty()
        : Optional.of("goes to a sink without transactions");
  }

  /** Whether a table without a key cannot be followed. */
  boolean followsOnlyKeys() {
    return !isTransactional() || !capabilities.contains(SinkCapability.DELETE_EQUAL);
  }

  /** What keeps a table from being followed through a log that knows no rows before a change. */
  Optional<String> rangeFault(boolean merged) {
    if (merged) {
      return Optional.of(
          "it is merged with others, and its log removes ranges of rows, also of the others; give"
              + " it a target of its own, or leave it out");
    }
    return capabilities.contains(SinkCapability.DELETE_RANGE)
        ? Optional.empty()
        : Optional.of(
            "its log removes ranges of rows, which the sink cannot do; copy it in a project without"
                + " the incremental phase");
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
