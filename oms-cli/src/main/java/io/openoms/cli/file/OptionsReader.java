package io.openoms.cli.file;

import io.openoms.FullOptions;
import io.openoms.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the options. Those of phases that are not built yet are checked for their form; a run
 * cannot name such a phase, so they have no effect.
 */
final class OptionsReader {

  private static final Set<String> TRUTHS = Set.of("true", "false");

  private final Section section;
  private final List<Consumer<FullOptions.Builder>> full = new ArrayList<>();
  private Optional<String> stateSchema = Optional.empty();

  OptionsReader(Section section) {
    this.section = section;
  }

  void read(Set<Phase> phases) {
    task("readers", FullOptions.Builder::readers);
    task("writers", FullOptions.Builder::writers);
    section.number("rows_per_second").ifPresent(n -> full.add(f -> f.rowsPerSecond(n)));
    section.bytes("bytes_per_second").ifPresent(n -> full.add(f -> f.bytesPerSecond(n)));
    Optional<String> conflict = section.word("conflict", Set.of("stop", "ignore", "truncate"));
    if (phases.contains(Phase.FULL) && !conflict.orElse("stop").equals("stop")) {
      section.fault("conflict", conflict.get() + " is not built yet");
    }
    stateSchema = section.text("state_schema");
    laterPhases();
    section.end();
  }

  private interface TaskOption {
    FullOptions.Builder set(FullOptions.Builder builder, int value);
  }

  private void task(String key, TaskOption option) {
    section
        .number(key)
        .ifPresent(
            n -> {
              int value = (int) Math.min(n, Integer.MAX_VALUE);
              full.add(f -> option.set(f, value));
            });
  }

  private void laterPhases() {
    section.word("transactional", TRUTHS);
    Section spool = section.section("spool");
    spool.text("dir");
    spool.bytes("max_bytes");
    spool.end();
    section.text("ddl");
    section.texts("dml").stream()
        .filter(word -> !Set.of("insert", "update", "delete").contains(word))
        .forEach(word -> section.fault("dml", "takes a list of insert, update, delete"));
    Section start = section.section("start");
    start.text("at");
    start.end();
    Section verification = section.section("verification");
    verification.word("mode", Set.of("normal", "in"));
    verification.end();
  }

  void apply(FullOptions.Builder builder) {
    full.forEach(option -> option.accept(builder));
  }

  Optional<String> stateSchema() {
    return stateSchema;
  }
}
