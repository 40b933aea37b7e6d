package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationMode;
import io.openoms.VerificationOptions;
import io.openoms.error.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is found in one table so far. Thread-safe. */
final class TableTally {

  private final List<ObjectName> sources;
  private final ObjectName target;
  private final VerificationOptions options;
  private final List<RowDifference> samples = new ArrayList<>();
  private final long[] counts = new long[RowDifference.Kind.values().length];
  private long rows;
  private @Nullable MigrationException error;

  TableTally(List<ObjectName> sources, ObjectName target, VerificationOptions options) {
    this.sources = sources;
    this.target = target;
    this.options = options;
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
    counts[kind.ordinal()]++;
    if (samples.size() < options.samples()) {
      samples.add(difference);
    }
  }

  /** The first error stays. */
  synchronized void fail(MigrationException cause) {
    error = error == null ? cause : error;
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
    return counts[kind.ordinal()];
  }
}
