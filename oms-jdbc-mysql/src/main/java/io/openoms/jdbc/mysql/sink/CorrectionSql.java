package io.openoms.jdbc.mysql.sink;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Map;

/**
 * Writes corrections in the language of the MySQL family, for any of its clients. The session is
 * the one that this library writes with. Immutable.
 */
final class CorrectionSql implements CorrectionScript {

  private static final String SESSION =
      """
      SET NAMES utf8mb4;
      SET SESSION time_zone = '+00:00';
      SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
      SET SESSION foreign_key_checks = 0;
      START TRANSACTION;
      """;

  private final boolean jsonIsText;

  CorrectionSql(boolean jsonIsText) {
    this.jsonIsText = jsonIsText;
  }

  @Override
  public String begin() {
    return SESSION;
  }

  @Override
  public String end() {
    return "COMMIT;\n";
  }

  @Override
  public String comment(String text) {
    return "-- " + text.replaceAll("\\p{Cntrl}", " ") + "\n";
  }

  @Override
  public String insert(TableDefinition table, RowBatch row) {
    requireLabels(row);
    SqlBytes out = new SqlBytes();
    InsertStatement insert = new InsertStatement(Integer.MAX_VALUE, out);
    insert.renderOne("INSERT", table.name(), row, 0, Map.of());
    return insert.head() + out.text() + ";\n";
  }

  @Override
  public String update(TableDefinition table, RowBatch key, RowBatch values) {
    requireLabels(values);
    SqlBytes out = new SqlBytes();
    out.append("UPDATE " + Identifiers.quote(table.name()) + " SET ");
    Assignments.append(out, values, 0, Map.of());
    Assignments.hold(out, selfSetting(table), values);
    out.append(" WHERE ");
    KeyPredicate.appendEquals(out, key, 0);
    return out.text() + ";\n";
  }

  private static List<String> selfSetting(TableDefinition table) {
    return table.columns().stream()
        .filter(column -> column.onUpdate().isPresent())
        .map(ColumnDefinition::name)
        .toList();
  }

  @Override
  public String delete(TableDefinition table, RowBatch key) {
    SqlBytes out = new SqlBytes();
    out.append("DELETE FROM " + Identifiers.quote(table.name()) + " WHERE ");
    KeyPredicate.appendEquals(out, key, 0);
    return out.text() + ";\n";
  }

  @Override
  public String deleteEqual(TableDefinition table, RowBatch row) {
    SqlBytes out = new SqlBytes();
    out.append("DELETE FROM " + Identifiers.quote(table.name()) + " WHERE ");
    new ExactRow(out, jsonIsText).append(row, 0, Map.of());
    return out.text() + " LIMIT 1;\n";
  }

  /** A strict session refuses the value of an invalid label. */
  private static void requireLabels(RowBatch row) {
    List<Integer> errors = EnumErrors.in(row, 0);
    if (!errors.isEmpty()) {
      throw new RowRefusedException(
          JdbcError.VALUE_REFUSED,
          0,
          "column " + row.columns().get(errors.get(0)).name() + " holds an invalid ENUM label",
          null);
    }
  }
}
