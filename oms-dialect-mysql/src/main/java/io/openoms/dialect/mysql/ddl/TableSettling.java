package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a form of a table that the target takes: the whole is asked first, and its parts only when
 * it is refused. Not thread-safe; one per conversion.
 */
final class TableSettling {

  private final TableDefinition table;
  private final Renderers renderers;
  private final Notes notes;
  private final InsideKeys inside;
  private final String options;
  private TableDraft draft;
  private boolean byParts;
  private List<IndexDefinition> afterCopy;

  TableSettling(TableDefinition table, Renderers renderers, String options, Notes notes) {
    this.table = table;
    this.renderers = renderers;
    this.notes = notes;
    this.inside = new InsideKeys(table);
    this.afterCopy = table.indexes().stream().filter(index -> !inside.holds(index)).toList();
    this.options = options;
    this.draft = whole().options(options + storage());
  }

  private String storage() {
    return table.storage().stream().map(clause -> " " + clause.sql()).collect(Collectors.joining());
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

  /**
   * The table with the indexes that would be built after the copy, but for those over words and
   * shapes; empty where the target has not taken all of it as a whole.
   */
  Optional<TableDraft> withIndexes() {
    if (byParts) {
      return Optional.empty();
    }
    List<String> clauses =
        afterCopy.stream()
            .filter(index -> index.kind() == Kind.PLAIN || index.kind() == Kind.UNIQUE)
            .map(renderers.indexes()::clause)
            .toList();
    return Optional.of(draft.copy().clauses(clauses));
  }

  /** All keys and indexes, as the target takes them. */
  List<IndexDefinition> indexes() {
    return Stream.concat(table.indexes().stream().filter(inside::holds), afterCopy.stream())
        .toList();
  }

  /** Asks, under a name that the target can take a question for; changes and faults are noted. */
  void settle(TargetProbe probe, ObjectName place) {
    List<String> later = afterCopy.stream().map(renderers.indexes()::clause).toList();
    if (!notes.faults().isEmpty()
        || probe.refusal(draft.copy().clauses(later).sql(place)).isEmpty()) {
      return;
    }
    if (!table.storage().isEmpty()) {
      settleWithoutStorage(probe, place, later);
      return;
    }
    settleByParts(probe, place);
  }

  /** Another version of the product may lack a clause, or its value. */
  private void settleWithoutStorage(TargetProbe probe, ObjectName place, List<String> later) {
    Optional<String> cause =
        probe.refusal(new TableDraft().column("a", "`a` INT").options(storage()).sql(place));
    cause.ifPresent(
        why ->
            notes.notice(
                "the table's options"
                    + storage()
                    + " stay behind: the target refuses them: "
                    + why));
    if (cause.isPresent()) {
      draft.options(options);
      if (probe.refusal(draft.copy().clauses(later).sql(place)).isEmpty()) {
        return;
      }
    }
    settleByParts(probe, place);
  }

  private void settleByParts(TargetProbe probe, ObjectName place) {
    byParts = true;
    PartSettling parts =
        new PartSettling(table, renderers, notes, sql -> probe.refusal(sql.sql(place)));
    parts.settle(inside, draft.options());
    if (notes.faults().isEmpty()) {
      draft = parts.draft();
      afterCopy = parts.afterCopy();
    }
  }
}
