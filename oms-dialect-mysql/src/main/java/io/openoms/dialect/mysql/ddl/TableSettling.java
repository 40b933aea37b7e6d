package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/**
 * Finds a form of a table that the target takes: the whole is asked first, and its parts only when
 * it is refused. Not thread-safe; one per conversion.
 */
final class TableSettling {

  private final TableDefinition table;
  private final Renderers renderers;
  private final Notes notes;
  private final InsideKeys inside;
  private TableDraft draft;
  private List<IndexDefinition> afterCopy;

  TableSettling(TableDefinition table, Renderers renderers, String options, Notes notes) {
    this.table = table;
    this.renderers = renderers;
    this.notes = notes;
    this.inside = new InsideKeys(table);
    this.afterCopy = table.indexes().stream().filter(index -> !inside.holds(index)).toList();
    this.draft = whole().options(options);
  }

  private TableDraft whole() {
    TableDraft whole = new TableDraft();
    table.columns().forEach(c -> whole.column(c.name(), renderers.columns().full(c)));
    whole.clauses(
        table.indexes().stream().filter(inside::holds).map(renderers.indexes()::clause).toList());
    whole.clauses(table.checks().stream().map(renderers::check).toList());
    table.partitioning().ifPresent(p -> whole.partitioning(renderers.partitions().clause(p)));
    return whole;
  }

  /** The table as the target takes it, with its keys that the copy needs. */
  TableDraft draft() {
    return draft;
  }

  /** The indexes that are built after the copy, as the target takes them. */
  List<IndexDefinition> afterCopy() {
    return afterCopy;
  }

  /** Asks, under a name that the target can take a question for; changes and faults are noted. */
  void settle(TargetProbe probe, ObjectName place) {
    List<String> later = afterCopy.stream().map(renderers.indexes()::clause).toList();
    if (!notes.faults().isEmpty()
        || probe.refusal(draft.copy().clauses(later).sql(place)).isEmpty()) {
      return;
    }
    PartSettling parts =
        new PartSettling(table, renderers, notes, sql -> probe.refusal(sql.sql(place)));
    parts.settle(inside, draft.options());
    if (notes.faults().isEmpty()) {
      draft = parts.draft();
      afterCopy = parts.afterCopy();
    }
  }
}
