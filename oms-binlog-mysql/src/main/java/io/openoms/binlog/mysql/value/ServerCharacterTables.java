package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a server for its character sets, by plain SQL. Keeps nothing. Thread-safe; blocks.
 *
 * @see CharacterSets
 */
public final class ServerCharacterTables implements CharacterTables {

  private static final int THREE_BYTE_LEAD = 0x8f;

  private final Connections connections;

  /** Asks the server behind those connections. */
  public ServerCharacterTables(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String characterSet(int collation) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT character_set_name FROM information_schema.collations WHERE id = "
                    + collation)) {
      if (rows.next()) {
        return rows.getString(1);
      }
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking for the collation " + collation);
    }
    throw new MalformedEventException("no character set has the collation " + collation);
  }

  @Override
  public Map<Integer, byte[]> codes(String name) {
    Map<Integer, byte[]> codes = new HashMap<>();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      boolean multiByte = mostBytes(statement, name) > 1;
      read(statement, name, "SELECT a.n AS code FROM " + numbers("a", 0), codes);
      if (multiByte) {
        String pairs = "SELECT a.n * 256 + b.n AS code FROM " + numbers("a", 0x80) + ", ";
        read(statement, name, pairs + numbers("b", 0x30), codes);
      }
      if (mostBytes(statement, name) == 3) {
        String triples = "SELECT " + (THREE_BYTE_LEAD << 16) + " + a.n * 256 + b.n AS code FROM ";
        read(statement, name, triples + numbers("a", 0x80) + ", " + numbers("b", 0x80), codes);
      }
      return codes;
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking for the character set " + name);
    }
  }

  private static int mostBytes(Statement statement, String name) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT maxlen FROM information_schema.character_sets WHERE character_set_name = '"
                + name
                + "'")) {
      return rows.next() ? rows.getInt(1) : 1;
    }
  }

  /** What has no character of Unicode comes back as a question mark. */
  private static void read(
      Statement statement, String name, String numbers, Map<Integer, byte[]> codes)
      throws SQLException {
    String sql =
        "SELECT code, HEX(CHAR(code USING %1$s)), CONVERT(CHAR(code USING %1$s) USING utf8mb4) FROM (%2$s) codes"
            .formatted(name, numbers);
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        int code = rows.getInt(1);
        String shown = rows.getString(2);
        byte[] text = rows.getBytes(3);
        boolean isOne = shown != null && shown.length() == 2 * bytes(code) && text != null;
        boolean isLost = isOne && text.length == 1 && text[0] == '?' && code != '?';
        if (isOne && !isLost && text.length > 0) {
          codes.put(code, text);
        }
      }
    }
  }

  private static int bytes(int code) {
    return code > 0xffff ? 3 : code > 0xff ? 2 : 1;
  }

  private static String numbers(String alias, int from) {
    return IntStream.rangeClosed(from, 255)
        .mapToObj(n -> n == from ? "SELECT " + n + " AS n" : "SELECT " + n)
        .collect(Collectors.joining(" UNION ALL ", "(", ") " + alias));
  }
}
