package io.openoms.cli.file;

import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.VerificationScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads {@code options.verification}. What is not built yet is refused by name, unless the file
 * says what is done anyhow.
 */
final class VerificationReader {

  /** Keys that are not built, each with the value that says what is done without them. */
  private static final Map<String, String> NOT_BUILT =
      Map.of("report_dir", "", "schedule_seconds", "0");

  private final Section section;
  private final List<Consumer<VerificationOptions.Builder>> options = new ArrayList<>();

  VerificationReader(Section section) {
    this.section = section;
  }

  void read() {
    section
        .word("mode", Set.of("normal", "in"))
        .map(word -> VerificationMode.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(mode -> options.add(v -> v.mode(mode)));
    section
        .word("scope", Set.of("all", "abnormal_tables", "inconsistent"))
        .map(word -> VerificationScope.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(scope -> options.add(v -> v.scope(scope)));
    section.number("rows_per_second").ifPresent(n -> options.add(v -> v.rowsPerSecond(n)));
    section.count("workers").ifPresent(n -> options.add(v -> v.workers(n)));
    section.number("chunk_rows").ifPresent(n -> options.add(v -> v.chunkRows(n)));
    section.count("samples").ifPresent(n -> options.add(v -> v.samples(n)));
    section
        .number("patience_seconds")
        .ifPresent(n -> options.add(v -> v.patience(Duration.ofSeconds(n))));
    NOT_BUILT.forEach(this::refuse);
    section.end();
  }

  private void refuse(String key, String harmless) {
    section
        .text(key)
        .filter(value -> !value.equals(harmless))
        .ifPresent(value -> section.fault(key, "is not built yet"));
  }

  void apply(VerificationOptions.Builder builder) {
    options.forEach(option -> option.accept(builder));
  }
}
