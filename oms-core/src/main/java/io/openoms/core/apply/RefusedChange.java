package io.openoms.core.apply;

import io.openoms.DeadLetter;
import io.openoms.DeadLetters;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.compare.RowWatch;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a change that cannot be applied: it stops the run, or is handed over. */
final class RefusedChange {

  private final Optional<DeadLetters> deadLetters;
  private final String position;
  private final Map<ObjectName, Set<KeyTuple>> handedOver = new LinkedHashMap<>();

  RefusedChange(Optional<DeadLetters> deadLetters, String position) {
    this.deadLetters = deadLetters;
    this.position = position;
  }

  /** Whether changes are handed over. */
  boolean isHandedOver() {
    return deadLetters.isPresent();
  }

  /** The keys of the rows that were handed over, by their tables at the sink that have one. */
  Map<ObjectName, Set<KeyTuple>> handedOver() {
    return handedOver;
  }

  /** Hands the change over, or throws the error with the row's name. */
  void take(ApplyTable table, RowChange change, MigrationException error) {
    // What a server does for a reason that it does not tell may concern every row.
    if (deadLetters.isEmpty() || error.code().category() != ErrorCategory.DATA) {
      throw named(table, change, error);
    }
    deadLetters
        .get()
        .take(
            new DeadLetter(
                table.source(),
                table.target(),
                DeadLetter.Kind.valueOf(change.kind().name()),
                values(table, change.before()),
                values(table, change.after()),
                error.code().name() + ": " + error.description(),
                position));
    note(table, change.before());
    note(table, change.after());
  }

  /** An update may move a row, and leaves out columns that it does not change. */
  private void note(ApplyTable table, @Nullable RowImage row) {
    RowImage key =
        row == null || table.key().isEmpty()
            ? null
            : RowWatch.key(table.columns(), table.key(), row);
    if (key != null) {
      handedOver
          .computeIfAbsent(table.target(), any -> new LinkedHashSet<>())
          .add(RowWatch.tuple(key));
    }
  }

  private MigrationException named(ApplyTable table, RowChange change, MigrationException error) {
    RowImage row =
        change.before() == null ? Objects.requireNonNull(change.after()) : change.before();
    return new MigrationException(
        error.code(),
        ErrorContext.of(table.source()).withPosition(position),
        error.description() + ": " + RowKey.of(table.columns(), table.key(), row),
        error);
  }

  private static Map<String, @Nullable String> values(ApplyTable table, @Nullable RowImage row) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; row != null && i < row.columns(); i++) {
      if (!row.isAbsent(i)) {
        values.put(table.columns().get(i).name(), RowKey.text(table.columns().get(i), row, i));
      }
    }
    return values;
  }
}
