package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.error.MigrationException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is found in one table so far. Thread-safe. */
final class TableTally {

  private final List<ObjectName> sources;
  private final ObjectName target;
  private final VerificationOptions options;
  private final List<RowDifference> samples = new ArrayList<>();
  private final Map<RowDifference.Kind, Long> counts = new EnumMap<>(RowDifference.Kind.class);
  private long rows;
  private final Consumer<MigrationException> failed;
  private @Nullable MigrationException error;

  /** Of a table; its error is handed on when it fails. */
  TableTally(
      List<ObjectName> sources,
      ObjectName target,
      VerificationOptions options,
      Consumer<MigrationException> failed) {
    this.sources = sources;
    this.target = target;
    this.options = options;
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

  synchronized long rows() {
    return rows;
  }

  /** Counts a row, unless the mode passes over its kind. */
  synchronized void add(RowDifference difference) {
    RowDifference.Kind kind = difference.kind();
    if (options.mode() == VerificationMode.IN && kind == RowDifference.Kind.EXTRA) {
      return;
    }
    counts.merge(kind, 1L, Long::sum);
    if (samples.size() < options.samples()) {
      samples.add(difference);
    }
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

  synchronized TableVerification result() {
    return new TableVerification(
        sources,
        target,
        rows,
        count(RowDifference.Kind.MISSING),
        count(RowDifference.Kind.EXTRA),
        count(RowDifference.Kind.DIFFERENT),
        count(RowDifference.Kind.UNRESOLVED),
        samples,
        Optional.ofNullable(error).map(e -> e.code().name()),
        Optional.ofNullable(error).map(MigrationException::getMessage));
  }

  private long count(RowDifference.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
