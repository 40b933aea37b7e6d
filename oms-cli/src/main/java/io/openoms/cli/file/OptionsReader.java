package io.openoms.cli.file;

import io.openoms.Concurrency;
import io.openoms.ConflictPolicy;
import io.openoms.DdlPolicy;
import io.openoms.DdlSkip;
import io.openoms.FullOptions;
import io.openoms.IncrementalOptions;
import io.openoms.RetryOptions;
import io.openoms.ReverseOptions;
import io.openoms.SchemaOptions;
import io.openoms.SwitchoverOptions;
import io.openoms.VerificationOptions;
import io.openoms.spi.data.RowChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the options. Those of a phase that the file does not name have no effect. */
final class OptionsReader {

  private static final Set<String> OPERATIONS = Set.of("insert", "update", "delete");
  private static final Set<String> TRUTHS = Set.of("true", "false");

  private final Section section;
  private final List<Consumer<FullOptions.Builder>> full = new ArrayList<>();
  private final List<Consumer<IncrementalOptions.Builder>> incremental = new ArrayList<>();
  private final List<Consumer<RetryOptions.Builder>> retry = new ArrayList<>();
  private final List<Consumer<SchemaOptions.Builder>> schema = new ArrayList<>();
  private final VerificationReader verification;
  private final SwitchoverReader switchover;
  private final TwoWayReader twoWay;
  private Optional<String> stateSchema = Optional.empty();

  OptionsReader(Section section) {
    this.section = section;
    this.verification = new VerificationReader(section.section("verification"));
    this.switchover = new SwitchoverReader(section.section("switchover"));
    this.twoWay = new TwoWayReader(section.section("two_way"));
  }

  void read() {
    concurrency();
    task("readers", FullOptions.Builder::readers);
    task("writers", FullOptions.Builder::writers);
    section.number("rows_per_second").ifPresent(n -> full.add(f -> f.rowsPerSecond(n)));
    section.bytes("bytes_per_second").ifPresent(n -> full.add(f -> f.bytesPerSecond(n)));
    section
        .word("conflict", Set.of("stop", "ignore", "truncate"))
        .map(word -> ConflictPolicy.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(policy -> full.add(f -> f.conflict(policy)));
    section
        .number("overload_wait_seconds")
        .ifPresent(n -> retry.add(r -> r.overloadWait(Duration.ofSeconds(n))));
    section.textByKey("collations").forEach(this::collation);
    stateSchema = section.text("state_schema");
    incremental();
    verification.read();
    switchover.read();
    twoWay.read();
    section.end();
  }

  /** {@code shop.customer.email: utf8mb4_bin}. */
  private void collation(String column, String collation) {
    int dot = column.lastIndexOf('.');
    if (dot < 0 || column.indexOf('.') == dot) {
      section.fault("collations", "takes columns as database.table.column, not " + column);
    } else {
      String table = column.substring(0, dot);
      schema.add(s -> s.collation(table, column.substring(dot + 1), collation));
    }
  }

  private interface TaskOption {
    FullOptions.Builder set(FullOptions.Builder builder, int value);
  }

  /** A preset, or custom: then readers and writers are given one by one. */
  private void concurrency() {
    Optional<String> word =
        section.word("concurrency", Set.of("stable", "normal", "fast", "custom"));
    if (word.isEmpty() || word.get().equals("custom")) {
      return;
    }
    for (String key : List.of("readers", "writers")) {
      if (section.has(key)) {
        section.fault(key, "stands beside concurrency: " + word.get() + "; it goes with custom");
      }
    }
    Concurrency preset = Concurrency.valueOf(word.get().toUpperCase(Locale.ROOT));
    full.add(f -> f.concurrency(preset));
  }

  private void task(String key, TaskOption option) {
    section.count(key).ifPresent(value -> full.add(f -> option.set(f, value)));
  }

  private void incremental() {
    section.count("lanes").ifPresent(n -> incremental.add(i -> i.lanes(n)));
    section
        .word("transactional", TRUTHS)
        .filter("true"::equals)
        .ifPresent(yes -> incremental.add(IncrementalOptions.Builder::transactional));
    section
        .number("heartbeat_seconds")
        .ifPresent(n -> incremental.add(i -> i.heartbeat(Duration.ofSeconds(n))));
    Section spool = section.section("spool");
    Optional<String> directory = spool.text("dir");
    OptionalLong bytes = spool.bytes("max_bytes");
    directory.ifPresent(path -> incremental.add(i -> i.spoolDirectory(Path.of(path))));
    bytes.ifPresent(n -> incremental.add(i -> i.spoolMaxBytes(n)));
    spool.end();
    operations();
    ddl();
    new StartReader(section.section("start"))
        .read()
        .ifPresent(start -> incremental.add(i -> i.start(start)));
  }

  /** What becomes of changes of definitions, and of those that stopped a run. */
  private void ddl() {
    section
        .word("ddl", Set.of("stop", "refuse", "skip_unsupported"))
        .map(OptionsReader::policy)
        .ifPresent(policy -> incremental.add(i -> i.ddl(policy)));
    section.texts("ddl_made").forEach(name -> incremental.add(i -> i.ddlMade(name)));
    section
        .textByKey("ddl_replace")
        .forEach((name, sql) -> incremental.add(i -> i.replaceDdl(name, sql)));
    section.texts("ddl_skip").forEach(text -> incremental.add(i -> i.skipDdl(skipRule(text))));
  }

  /** {@code 1061} is an error's number, all else a part of a message. */
  private static DdlSkip skipRule(String text) {
    return text.matches("[0-9]{1,6}")
        ? DdlSkip.error(Integer.parseInt(text))
        : DdlSkip.message(text);
  }

  private static DdlPolicy policy(String word) {
    return switch (word) {
      case "refuse" -> DdlPolicy.REFUSE;
      case "skip_unsupported" -> DdlPolicy.SKIP_UNSUPPORTED;
      default -> DdlPolicy.APPLY;
    };
  }

  private void operations() {
    List<String> words = section.texts("dml");
    Set<RowChange.Kind> kinds = EnumSet.noneOf(RowChange.Kind.class);
    for (String word : words) {
      if (OPERATIONS.contains(word)) {
        kinds.add(RowChange.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
      } else {
        section.fault("dml", "takes a list of insert, update, delete");
      }
    }
    if (!kinds.isEmpty()) {
      incremental.add(i -> i.operations(kinds));
      // A run that verifies alone must know what the runs that follow leave out.
      verification.operations(kinds);
    }
  }

  void apply(SchemaOptions.Builder builder) {
    schema.forEach(option -> option.accept(builder));
  }

  void apply(RetryOptions.Builder builder) {
    retry.forEach(option -> option.accept(builder));
  }

  void apply(IncrementalOptions.Builder builder) {
    incremental.forEach(option -> option.accept(builder));
  }

  void apply(VerificationOptions.Builder builder) {
    verification.apply(builder);
  }

  void apply(SwitchoverOptions.Builder builder) {
    switchover.apply(builder);
  }

  void apply(ReverseOptions.Builder builder) {
    twoWay.apply(builder);
  }

  void apply(FullOptions.Builder builder) {
    full.forEach(option -> option.accept(builder));
  }

  Optional<String> stateSchema() {
    return stateSchema;
  }
}
