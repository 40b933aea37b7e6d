package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.error.MigrationException;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges row filters and columns of the selected tables; the source itself reads the filters. */
final class ScopeCheck {

  private final TableReads reads;
  private final Optional<SnapshotSource> snapshot;
  private final ObjectSelection selection;

  ScopeCheck(TableReads reads, Optional<SnapshotSource> snapshot, ObjectSelection selection) {
    this.reads = reads;
    this.snapshot = snapshot;
    this.selection = selection;
  }

  /** What is wrong, as sentences. Blocks on the source. */
  List<String> faults(List<CatalogEntry> selected) {
    List<String> faults = new ArrayList<>();
    for (CatalogEntry entry : selected) {
      if (selection.scopeOf(entry.name()).isEmpty()) {
        continue;
      }
      if (entry.kind() == ObjectKind.VIEW) {
        faults.add(entry.name() + " is a view: it has no rows or columns to choose from");
      } else {
        fault(entry.name()).ifPresent(fault -> faults.add(entry.name() + ": " + fault));
      }
    }
    return faults;
  }

  private Optional<String> fault(ObjectName name) {
    try {
      TableDefinition table = reads.definition(name);
      snapshot.ifPresent(rows -> rows.validate(reads.read(table)));
      return Optional.empty();
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      return Optional.of(e.description());
    }
  }
}
