package io.openoms.core.verify;

import io.openoms.ComparedPart;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.VerificationScope;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.verify.TableProgress.Part;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredVerification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is found in one table so far. Thread-safe. */
final class TableTally {

  private final List<ObjectName> sources;
  private final ObjectName target;
  private final List<ComparedPart> parts;
  private final VerificationOptions options;
  private final Set<RowDifference.Kind> ownRules;
  private final List<RowDifference> samples = new ArrayList<>();
  private final Map<RowDifference.Kind, Long> counts = new EnumMap<>(RowDifference.Kind.class);
  private final TableProgress progress;
  private final DeadLetterKeys letters;
  private final Reports reports;
  private long rows;
  private long byRule;
  private long repaired;
  private boolean isRecounting;
  private @Nullable VerifiedTable table;
  private @Nullable TableReport report;
  private final Consumer<MigrationException> failed;
  private @Nullable MigrationException error;

  /**
   * Of a table; its error is handed on when it fails.
   *
   * @param objects those that fill it
   * @param ownRules the kinds of differences that the project's own rules make
   * @param progress keeps the keys of rows that differ
   * @param letters the rows whose changes were left to the caller
   * @param reports makes the files of the report
   */
  TableTally(
      List<MigratedObject> objects,
      VerificationOptions options,
      Set<RowDifference.Kind> ownRules,
      TableProgress progress,
      DeadLetterKeys letters,
      Reports reports,
      Consumer<MigrationException> failed) {
    this.sources = objects.stream().map(MigratedObject::source).toList();
    this.target = objects.get(0).target();
    this.parts =
        objects.stream()
            .filter(object -> !object.scope().isEmpty())
            .map(object -> new ComparedPart(object.source(), object.scope()))
            .toList();
    this.options = options;
    this.ownRules = Set.copyOf(ownRules);
    this.progress = progress;
    this.letters = letters;
    this.reports = reports;
    this.failed = failed;
  }

  /** The first of its tables at the source. */
  ObjectName source() {
    return sources.get(0);
  }

  /** Rows of the source were compared. */
  synchronized void rows(long more) {
    rows += more;
  }

  /** So much was found by an earlier verification, behind which this one goes on. */
  synchronized void judged(StoredComparison before) {
    rows += before.rows();
    boolean isAny = before.isDone() || before.upTo().isPresent();
    byRule += isAny ? before.byRule() : 0;
  }

  /** The kinds of differences that the project's own rules make. */
  Set<RowDifference.Kind> ownRules() {
    return ownRules;
  }

  synchronized long rows() {
    return rows;
  }

  ObjectName target() {
    return target;
  }

  /** Makes the report of a table; empty when none is asked for. */
  interface Reports {
    Optional<TableReport> of(VerifiedTable table);
  }

  /** How the table is read at both ends. */
  synchronized void table(VerifiedTable read) {
    table = read;
    report = reports.of(read).orElse(null);
  }

  /** How the table is read at both ends; empty when that failed. */
  synchronized Optional<VerifiedTable> table() {
    return Optional.ofNullable(table);
  }

  /** Ends the files. Blocks. */
  void finishReport() {
    TableReport files;
    synchronized (this) {
      files = report;
    }
    if (files != null) {
      files.finish();
    }
  }

  /** How far it is, with the keys of rows that differ. */
  TableProgress progress() {
    return progress;
  }

  /** Counts a row of a part and keeps its key, unless the mode or a rule passes over its kind. */
  void add(Found found, Part part) {
    RowDifference.Kind kind = found.difference().kind();
    if (options.mode() == VerificationMode.IN && kind == RowDifference.Kind.EXTRA) {
      return;
    }
    if (ownRules.contains(kind)) {
      leftOut(part);
      return;
    }
    TableReport files;
    synchronized (this) {
      counts.merge(kind, 1L, Long::sum);
      if (samples.size() < options.samples() && !isRecounting) {
        samples.add(found.difference());
      }
      files = isRecounting ? null : report;
    }
    if (kind != RowDifference.Kind.UNRESOLVED) {
      letters.found(found.key());
    }
    part.found(kind, found.key());
    if (files != null) {
      files.add(found);
    }
  }

  private void leftOut(Part part) {
    synchronized (this) {
      byRule++;
    }
    part.leftOut();
  }

  /**
   * Counts all rows of a table again that was repaired.
   *
   * @param look looks at the table, and adds the rows that still differ
   */
  void recount(Runnable look) {
    synchronized (this) {
      byRule = 0;
    }
    recount(counts(), List.of(), look);
  }

  /**
   * Counts rows again that were repaired.
   *
   * @param before how many they were, by kind
   * @param keys their keys
   * @param look looks at these rows, and adds those that still differ
   */
  void recount(Map<RowDifference.Kind, Long> before, Collection<KeyTuple> keys, Runnable look) {
    long rows = before.values().stream().mapToLong(Long::longValue).sum();
    long others = withdraw(before);
    letters.withdraw(keys);
    look.run();
    recounted(rows, others);
  }

  /** Takes rows out of the counts; gives how many remain. */
  private synchronized long withdraw(Map<RowDifference.Kind, Long> rows) {
    rows.forEach((kind, count) -> counts.merge(kind, -count, Long::sum));
    isRecounting = true;
    return found();
  }

  private synchronized void recounted(long rows, long others) {
    repaired += Math.max(0, rows - (found() - others));
    isRecounting = false;
  }

  /** How many rows differ, or are unresolved. */
  synchronized long found() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The counts by kind. */
  synchronized Map<RowDifference.Kind, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The first error stays. */
  void fail(MigrationException cause) {
    synchronized (this) {
      if (error != null) {
        return;
      }
      error = cause;
    }
    failed.accept(cause);
  }

  synchronized boolean isFailed() {
    return error != null;
  }

  /**
   * The dead letters of rows that are at the sink as they are at the source. None is told unless
   * this verification has judged every row: an earlier one may have judged a row before its change
   * was handed over.
   */
  synchronized Set<KeyTuple> healedLetters() {
    boolean isWhole =
        error == null
            && !progress.isContinued()
            && ownRules.isEmpty()
            && options.scope() == VerificationScope.ALL
            && options.mode() == VerificationMode.NORMAL
            && count(RowDifference.Kind.UNRESOLVED) == 0;
    return isWhole ? letters.healed() : Set.of();
  }

  synchronized TableVerification result() {
    return new TableVerification(
        sources,
        target,
        parts,
        rows,
        count(RowDifference.Kind.MISSING),
        count(RowDifference.Kind.EXTRA),
        count(RowDifference.Kind.DIFFERENT),
        count(RowDifference.Kind.UNRESOLVED),
        byRule,
        letters.differing(),
        repaired,
        samples,
        Optional.ofNullable(error).map(e -> e.code().name()),
        Optional.ofNullable(error).map(MigrationException::getMessage));
  }

  /** What is stored of it. */
  synchronized StoredVerification stored() {
    return new StoredVerification(
        target,
        Instant.now(),
        rows,
        count(RowDifference.Kind.MISSING),
        count(RowDifference.Kind.EXTRA),
        count(RowDifference.Kind.DIFFERENT),
        count(RowDifference.Kind.UNRESOLVED),
        byRule,
        letters.differing(),
        Optional.ofNullable(error).map(MigrationException::getMessage));
  }

  private long count(RowDifference.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
