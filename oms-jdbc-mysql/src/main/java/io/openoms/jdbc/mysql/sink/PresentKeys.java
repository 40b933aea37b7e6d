package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks up which rows of a batch are in a table by their key, many at once. A row that it finds is
 * there for certain, for the bytes are compared; one that it does not find may be there all the
 * same by the rules of a collation. One thread.
 */
final class PresentKeys {

  private static final int KEYS_AT_A_TIME = 500;
  private static final Set<TypeKind> LOOKED_UP_BY_NUMBER =
      Set.of(TypeKind.ENUM, TypeKind.SET, TypeKind.BIT);

  private final Connection connection;
  private final ObjectName table;
  private final List<ColumnDefinition> key;
  private final SqlFailures failures;

  PresentKeys(
      Connection connection, ObjectName table, List<ColumnDefinition> key, SqlFailures failures) {
    this.failures = failures;
    this.connection = connection;
    this.table = table;
    this.key = key;
  }

  /** The numbers of rows from {@code first} on that are there; none when the key cannot tell. */
  Set<Integer> among(RowBatch rows, int first) {
    int[] columns = key.stream().mapToInt(rows.columns()::indexOf).toArray();
    Set<Integer> found = new HashSet<>();
    if (key.stream().allMatch(PresentKeys::isComparable)
        && Arrays.stream(columns).allMatch(column -> column >= 0)
        && columns.length > 0) {
      for (int row = first; row < rows.rows(); row += KEYS_AT_A_TIME) {
        lookUp(rows, columns, row, Math.min(row + KEYS_AT_A_TIME, rows.rows()), found);
      }
    }
    return found;
  }

  private static boolean isComparable(ColumnDefinition column) {
    TypeKind kind = column.type().kind();
    return !LOOKED_UP_BY_NUMBER.contains(kind) && kind.form() != ValueForm.FLOATING;
  }

  private void lookUp(RowBatch rows, int[] columns, int first, int end, Set<Integer> found) {
    Map<String, Integer> wanted = new HashMap<>();
    List<String> tuples = new ArrayList<>();
    for (int row = first; row < end; row++) {
      List<byte[]> values = values(rows, columns, row);
      wanted.put(KeyTuple.of(values).encode(), row);
      tuples.add(tuple(values));
    }
    String names =
        key.stream().map(c -> Identifiers.quote(c.name())).collect(Collectors.joining(","));
    String sql =
        "SELECT %s FROM %s WHERE (%s) IN (%s)"
            .formatted(names, Identifiers.quote(table), names, String.join(",", tuples));
    try (Statement statement = connection.createStatement()) {
      try (ResultSet present = statement.executeQuery(sql)) {
        while (present.next()) {
          Integer row = wanted.get(key(present));
          if (row != null) {
            found.add(row);
          }
        }
      }
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "looking up keys in " + table);
    }
  }

  private static List<byte[]> values(RowBatch rows, int[] columns, int row) {
    List<byte[]> values = new ArrayList<>(columns.length);
    for (int column : columns) {
      int offset = rows.offset(row, column);
      values.add(Arrays.copyOfRange(rows.data(), offset, offset + rows.length(row, column)));
    }
    return values;
  }

  private String key(ResultSet present) throws SQLException {
    List<byte[]> values = new ArrayList<>(key.size());
    for (int i = 1; i <= key.size(); i++) {
      values.add(present.getBytes(i));
    }
    return KeyTuple.of(values).encode();
  }

  private String tuple(List<byte[]> values) {
    List<String> literals = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      literals.add(
          switch (key.get(i).type().kind().form()) {
            case NUMBER, FLOATING -> new String(value, StandardCharsets.US_ASCII);
            case TEMPORAL, TEXT -> Literals.text(new String(value, StandardCharsets.UTF_8));
            case BYTES -> Literals.bytes(value);
          });
    }
    return "(" + String.join(",", literals) + ")";
  }
}
