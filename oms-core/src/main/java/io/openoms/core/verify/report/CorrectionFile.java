package io.openoms.core.verify.report;

import io.openoms.RowDifference;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A script that makes one table's rows at the sink what they are at the source. Rows go first and
 * come last, so that a value of a unique key can move from one row to another; what comes waits in
 * a file of its own. One thread.
 */
final class CorrectionFile {

  private final CorrectionScript script;
  private final TableDefinition table;
  private final Set<String> uniqueColumns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final boolean anyExpressionIsUnique;
  private final AppendedFile first;
  private final AppendedFile last;

  CorrectionFile(CorrectionScript script, TableDefinition table, Path file) throws IOException {
    this.script = script;
    this.table = table;
    this.anyExpressionIsUnique =
        table.indexes().stream()
            .filter(IndexDefinition::isUnique)
            .flatMap(index -> index.parts().stream())
            .anyMatch(part -> part.expression().isPresent());
    table.indexes().stream()
        .filter(IndexDefinition::isUnique)
        .flatMap(index -> index.parts().stream())
        .forEach(part -> part.column().ifPresent(uniqueColumns::add));
    this.first = new AppendedFile(file);
    this.last = new AppendedFile(file.resolveSibling(file.getFileName() + ".part"));
    first.append(script.begin());
  }

  void add(Correction correction) throws IOException {
    RowDifference row = correction.difference();
    if (row.kind() == RowDifference.Kind.UNRESOLVED) {
      first.append(script.comment("a row kept changing and could not be compared"));
      return;
    }
    boolean inPlace = !anyExpressionIsUnique && row.columns().stream().noneMatch(this::isInKey);
    try {
      String before = correction.before(script, table, inPlace);
      String after = correction.after(script, table, inPlace);
      first.append(before);
      last.append(after);
    } catch (RowRefusedException e) {
      first.append(script.comment("a row needs correction by hand: " + e.getMessage()));
    }
  }

  private boolean isInKey(String column) {
    return uniqueColumns.contains(column);
  }

  /** Puts both parts together. */
  void finish() throws IOException {
    first.take(last);
    first.append(script.end());
    first.finish();
  }
}
