package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ValueForm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes UTF-8 of a key's texts, which are bounds of chunks in the bytes of their own character set.
 * The server alone knows its character sets. Stateless.
 */
final class CanonicalKey {

  /** Their bytes are UTF-8 already. */
  private static final Set<String> UTF_8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");

  private final Connections connections;
  private final TableRead read;

  CanonicalKey(Connections connections, TableRead read) {
    this.connections = connections;
    this.read = read;
  }

  KeyTuple of(KeyTuple bound) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      ColumnDefinition column = read.key().get(i);
      String set = column.type().characterSet().orElse("utf8mb4");
      boolean isForeign = column.type().kind().form() == ValueForm.TEXT && !UTF_8.contains(set);
      values.add(isForeign ? converted(set, bound.value(i)) : bound.value(i));
    }
    return KeyTuple.of(values);
  }

  private byte[] converted(String set, byte[] text) {
    String sql =
        "SELECT CAST(CONVERT(_" + set + " " + Literals.bytes(text) + " USING utf8mb4) AS BINARY)";
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getBytes(1);
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.of(read.table().name()), "converting a key of the table");
    }
  }
}
