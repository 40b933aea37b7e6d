package io.openoms.cli.file;

import io.openoms.ConflictRule;
import io.openoms.ReverseOptions;
import java.util.Optional;
import java.util.Set;

/** Reads {@code options.two_way}. */
final class TwoWayReader {

  private static final Set<String> RULES = Set.of("stop", "source_wins", "sink_wins", "latest");

  private final Section section;
  private Optional<ConflictRule> rule = Optional.empty();

  TwoWayReader(Section section) {
    this.section = section;
  }

  void read() {
    Optional<String> word = section.word("conflict", RULES);
    Optional<String> column = section.text("column");
    rule = word.map(name -> rule(name, column));
    if (column.isPresent() && !word.equals(Optional.of("latest"))) {
      section.fault("column", "goes with conflict: latest");
    }
    section.end();
  }

  private ConflictRule rule(String word, Optional<String> column) {
    return switch (word) {
      case "source_wins" -> ConflictRule.sourceWins();
      case "sink_wins" -> ConflictRule.sinkWins();
      case "latest" -> {
        if (column.isEmpty()) {
          section.fault("column", "is missing; conflict: latest compares it");
        }
        yield ConflictRule.latest(column.orElse("?"));
      }
      default -> ConflictRule.stop();
    };
  }

  void apply(ReverseOptions.Builder builder) {
    rule.ifPresent(builder::onConflict);
  }
}
