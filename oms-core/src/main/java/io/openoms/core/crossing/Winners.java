package io.openoms.core.crossing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.ConflictRule;
import io.openoms.ConflictRule.Winner;
import io.openoms.core.compare.Values;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.ValueForm;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** Whose rows stay. Depends on the rows alone. Immutable. */
record Winners(ConflictRule rule) {

  /**
   * SOURCE or SINK: the rows of one table that are settled together all stay as one end has them.
   */
  Winner of(
      List<ColumnDefinition> columns, Collection<RowImage> source, Collection<RowImage> sink) {
    if (rule.winner() != Winner.LATEST) {
      return rule.winner();
    }
    if (source.isEmpty() || sink.isEmpty()) {
      return sink.isEmpty() ? Winner.SOURCE : Winner.SINK;
    }
    int number = ColumnNumbers.find(columns, rule.column().orElseThrow());
    ColumnDefinition column = columns.get(number);
    return isLater(column, number, latest(column, number, sink), latest(column, number, source))
        ? Winner.SINK
        : Winner.SOURCE;
  }

  private static RowImage latest(ColumnDefinition column, int number, Collection<RowImage> rows) {
    return rows.stream()
        .reduce((last, next) -> isLater(column, number, next, last) ? next : last)
        .orElseThrow();
  }

  private static boolean isLater(
      ColumnDefinition column, int number, RowImage one, RowImage other) {
    if (one.isNull(number) || other.isNull(number)) {
      return !one.isNull(number);
    }
    String first = text(column, number, one);
    String second = text(column, number, other);
    return column.type().kind().form() == ValueForm.NUMBER
        ? new BigDecimal(first).compareTo(new BigDecimal(second)) > 0
        : first.compareTo(second) > 0;
  }

  private static String text(ColumnDefinition column, int number, RowImage row) {
    return new String(Values.normal(column, Values.bytes(row, number)), US_ASCII);
  }
}
