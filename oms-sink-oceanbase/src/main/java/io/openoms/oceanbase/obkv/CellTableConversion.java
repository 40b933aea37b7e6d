package io.openoms.oceanbase.obkv;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts a table of cells by a template. The server is asked for each clause; one that it refuses
 * is left out and named. Not thread-safe; one for each conversion.
 */
final class CellTableConversion {

  private final CellTableTemplate template;
  private final TargetProbe probe;
  private final ObjectName target;
  private final List<String> notices = new ArrayList<>();

  CellTableConversion(CellTableTemplate template, TargetProbe probe, ObjectName target) {
    this.template = template;
    this.probe = probe;
    this.target = target;
  }

  /** Converts. Blocks on the server. */
  Conversion convert(TableDefinition table) {
    Optional<CellTable> cells = CellTable.of(table).filter(any -> isWhole(table));
    return cells
        .map(this::converted)
        .orElseGet(
            () ->
                refused(
                    "it is no whole column family: tables of cells alone are taken, with all of the"
                        + " columns K, Q, T and V"));
  }

  private static boolean isWhole(TableDefinition table) {
    return table.columns().stream().map(ColumnDefinition::name).toList().equals(CellTable.COLUMNS);
  }

  /** A conversion that is a fault alone. */
  static Conversion refused(String fault) {
    return new Conversion(List.of(), List.of(), List.of(), List.of(), List.of(fault));
  }

  private Conversion converted(CellTable cells) {
    ObjectName place = new ObjectName(probe.database(target.database()), target.name());
    List<Clause> clauses = new ArrayList<>();
    List<SchemaStatement> statements = new ArrayList<>();
    for (Clause clause : Clause.values()) {
      if (template.takes(clause)
          && clause.isWanted(target, cells)
          && isTaken(clause, place, cells)) {
        clauses.add(clause);
        clause.before(target).forEach(sql -> statements.add(statement(sql)));
      }
    }
    tellLimits(cells);
    List<Clause> alone = new ArrayList<>(clauses);
    alone.removeIf(clause -> !clause.before(target).isEmpty());
    List<String> faults =
        probe.refusal(template.statement(place, cells, alone)).stream()
            .map(why -> "the target refuses its statement: " + why)
            .toList();
    statements.add(statement(template.statement(target, cells, clauses)));
    return new Conversion(statements, List.of(), notices, List.of(), faults);
  }

  private SchemaStatement statement(String sql) {
    return new SchemaStatement(Kind.TABLE, target.toString(), sql);
  }

  /** What a clause needs beforehand is not there yet, so the server is asked for that instead. */
  private boolean isTaken(Clause clause, ObjectName place, CellTable cells) {
    List<String> before = clause.before(target);
    String question =
        before.isEmpty() ? template.statement(place, cells, List.of(clause)) : before.get(0);
    Optional<String> refusal = probe.refusal(question);
    refusal.ifPresent(
        why ->
            notices.add(clause.sql(target, cells) + " is left out: the target refuses it: " + why));
    return refusal.isEmpty();
  }

  private void tellLimits(CellTable cells) {
    cells.remains().forEach(what -> notices.add(what + " stays behind"));
    if (template.isUsual()) {
      notices.add(
          "rows of more than 1,024 bytes, qualifiers of more than 256"
              + (cells.largeValues() ? "" : " and values of more than 1,048,576")
              + " are refused by name; a table_template can hold longer ones");
    }
  }
}
