package io.openoms.cli.file;

import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.VerificationScope;
import io.openoms.spi.data.RowChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code options.verification}. */
final class VerificationReader {

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
    section.bytes("bytes_per_second").ifPresent(n -> options.add(v -> v.bytesPerSecond(n)));
    section
        .word("resume", Set.of("true", "false"))
        .ifPresent(word -> options.add(v -> v.resume(word.equals("true"))));
    section.count("workers").ifPresent(n -> options.add(v -> v.workers(n)));
    section.number("chunk_rows").ifPresent(n -> options.add(v -> v.chunkRows(n)));
    section.count("samples").ifPresent(n -> options.add(v -> v.samples(n)));
    section
        .number("patience_seconds")
        .ifPresent(n -> options.add(v -> v.patience(Duration.ofSeconds(n))));
    section
        .text("report_dir")
        .filter(path -> !path.isEmpty())
        .ifPresent(path -> options.add(v -> v.reportDirectory(Path.of(path))));
    section
        .number("schedule_seconds")
        .ifPresent(n -> options.add(v -> v.every(Duration.ofSeconds(n))));
    section.end();
  }

  /** The kinds of changes that the project follows: an option of its own. */
  void operations(Set<RowChange.Kind> followed) {
    options.add(v -> v.operations(followed));
  }

  void apply(VerificationOptions.Builder builder) {
    options.forEach(option -> option.accept(builder));
  }
}
