package io.openoms;

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
 */
public record Phases(Set<Phase> selected, SchemaOptions schemaOptions, FullOptions fullOptions) {

  public Phases {
    selected = Collections.unmodifiableSet(EnumSet.copyOf(selected));
  }

  /** Whether the run goes through that phase. */
  public boolean contains(Phase phase) {
    return selected.contains(phase);
  }

  List<String> faults() {
    return contains(Phase.FULL) ? fullOptions.faults() : List.of();
  }

  /** Collects the phases; naming one twice is a fault. Not thread-safe. */
  public static final class Builder {
    private final EnumSet<Phase> selected = EnumSet.noneOf(Phase.class);
    private final List<String> faults = new ArrayList<>();
    private final SchemaOptions.Builder schema = new SchemaOptions.Builder();
    private final FullOptions.Builder full = new FullOptions.Builder();

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
      return new Phases(selected, schema.build(), full.build());
    }
  }
}
