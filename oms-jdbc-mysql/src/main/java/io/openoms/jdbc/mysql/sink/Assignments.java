package io.openoms.jdbc.mysql.sink;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.util.List;
import java.util.Map;

/** Renders what an UPDATE sets. Stateless. */
final class Assignments {

  private Assignments() {}

  /**
   * Appends each column with its value.
   *
   * @param replaced SQL to be taken instead of values, by the column's number
   */
  static void append(SqlBytes out, RowBatch values, int row, Map<Integer, String> replaced) {
    for (int column = 0; column < values.columns().size(); column++) {
      out.append(column > 0 ? "," : "");
      out.append(Identifiers.quote(values.columns().get(column).name()) + "=");
      String instead = replaced.get(column);
      if (instead != null) {
        out.append(instead);
      } else if (values.isNull(row, column)) {
        out.append("NULL");
      } else {
        JsonNumbers.requireExact(values, row, column);
        out.appendValue(
            values.columns().get(column).type().kind().form(),
            values.data(),
            values.offset(row, column),
            values.length(row, column));
      }
    }
  }

  /** Appends the columns that each update sets by itself, so that they keep their values. */
  static void hold(SqlBytes out, List<String> selfSetting, RowBatch values) {
    for (String name : selfSetting) {
      if (values.columns().stream().map(ColumnDefinition::name).noneMatch(name::equalsIgnoreCase)) {
        out.append("," + Identifiers.quote(name) + "=" + Identifiers.quote(name));
      }
    }
  }
}
