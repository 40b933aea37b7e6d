package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a form of a table that the target takes, part by part: the columns alone, then each
 * default, key, check and the partitions on top of what was taken so far. What serves speed alone
 * is left out with a notice, what guards the data is a fault. Not thread-safe; one use.
 */
final class PartSettling {

  /** Says why the target refuses a table; empty when it takes it. */
  interface Target {
    Optional<String> refusal(TableDraft table);
  }

  private final TableDefinition table;
  private final Renderers renderers;
  private final Notes notes;
  private final Target target;

  /** What the next part is asked on top of: names and types, the keys that were taken. */
  private final TableDraft taken = new TableDraft();

  private final TableDraft result = new TableDraft();
  private List<IndexDefinition> afterCopy = List.of();

  PartSettling(TableDefinition table, Renderers renderers, Notes notes, Target target) {
    this.table = table;
    this.renderers = renderers;
    this.notes = notes;
    this.target = target;
  }

  TableDraft draft() {
    return result;
  }

  List<IndexDefinition> afterCopy() {
    return afterCopy;
  }

  /** Asks; what was found stands in the draft unless there are faults. */
  void settle(InsideKeys inside, String options) {
    result.options(options);
    table.storedColumns().forEach(this::take);
    // They may name columns that stand behind them.
    table.columns().stream().filter(c -> c.generated().isPresent()).forEach(this::take);
    table.columns().forEach(this::withDefault);
    if (!notes.faults().isEmpty()) {
      return;
    }
    List<IndexDefinition> later = new ArrayList<>();
    for (IndexDefinition index : table.indexes()) {
      index(index)
          .ifPresent(
              found -> {
                if (inside.holds(index)) {
                  result.clauses(List.of(renderers.indexes().clause(found)));
                } else {
                  later.add(found);
                }
              });
    }
    table.checks().forEach(this::check);
    table.partitioning().ifPresent(this::partition);
    afterCopy = List.copyOf(later);
    TableDraft all =
        result.copy().clauses(later.stream().map(renderers.indexes()::clause).toList());
    if (notes.faults().isEmpty()) {
      target.refusal(all).ifPresent(cause -> notes.fault("the target refuses the table: " + cause));
    }
  }

  private void take(ColumnDefinition column) {
    String name = column.name();
    TableDraft asked = taken.copy().column(name, renderers.columns().typed(column));
    target
        .refusal(asked)
        .ifPresentOrElse(
            cause -> notes.fault("column " + name + ": the target refuses it: " + cause),
            () -> taken.column(name, renderers.columns().typed(column)));
  }

  /** A target may take the default, or what updates set, though not both. */
  private void withDefault(ColumnDefinition column) {
    String name = column.name();
    String cause = "";
    for (Alternative<ColumnDefinition> way : Alternatives.of(column)) {
      Optional<String> refused =
          isPlain(way.part())
              ? Optional.empty()
              : target.refusal(taken.copy().column(name, renderers.columns().valued(way.part())));
      if (refused.isEmpty()) {
        for (String loss : way.notices()) {
          notes.notice(
              "column " + name + " loses " + loss + ", which the target refuses: " + cause);
        }
        result.column(name, renderers.columns().full(way.part()));
        return;
      }
      cause = refused.get();
    }
  }

  private static boolean isPlain(ColumnDefinition column) {
    return column.defaultValue().isEmpty() && column.onUpdate().isEmpty();
  }

  private Optional<IndexDefinition> index(IndexDefinition index) {
    String cause = "";
    for (Alternative<IndexDefinition> way : Alternatives.of(index)) {
      List<String> clause = List.of(renderers.indexes().clause(way.part()));
      Optional<String> refused = target.refusal(taken.copy().clauses(clause));
      if (refused.isEmpty()) {
        way.notices().forEach(notes::notice);
        taken.clauses(clause);
        return Optional.of(way.part());
      }
      cause = refused.get();
    }
    String sentence = "index " + index.name() + ": the target refuses it: " + cause;
    if (index.isUnique()) {
      notes.fault(sentence);
    } else {
      notes.notice(sentence + "; it is left out");
    }
    return Optional.empty();
  }

  private void check(CheckDefinition check) {
    List<String> clause = List.of(renderers.check(check));
    Optional<String> refused = target.refusal(taken.copy().clauses(clause));
    if (refused.isEmpty()) {
      result.clauses(clause);
      return;
    }
    String sentence = "check " + check.name() + ": the target refuses it: " + refused.get();
    if (check.enforced()) {
      notes.fault(sentence);
    } else {
      notes.notice(sentence + "; it is left out, as it was not enforced");
    }
  }

  private void partition(Partitioning partitioning) {
    List<String> key =
        table.indexes().stream()
            .filter(index -> index.kind() == Kind.PRIMARY)
            .flatMap(index -> index.parts().stream())
            .flatMap(part -> part.column().stream())
            .toList();
    String cause = "";
    for (Alternative<Partitioning> way : Alternatives.of(partitioning, key)) {
      String clause = renderers.partitions().clause(way.part());
      Optional<String> refused = target.refusal(taken.copy().partitioning(clause));
      if (refused.isEmpty()) {
        way.notices().forEach(notes::notice);
        result.partitioning(clause);
        return;
      }
      cause = refused.get();
    }
    notes.notice("the table is not partitioned: the target refuses its partitions: " + cause);
  }
}
