package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.data.RowImage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The character sets of a server. Its tables are asked for, once: Java's differ from them in many
 * characters. Thread-safe; the sets that it gives are not.
 */
public final class CharacterSets {

  private static final int THREE_BYTE_LEAD = 0x8f;

  private final Connections connections;
  private final Map<Integer, String> names = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, byte[]>> tables = new ConcurrentHashMap<>();

  /** Of the server behind those connections. */
  public CharacterSets(Connections connections) {
    this.connections = connections;
  }

  /** The set of that name, for one thread. Blocks when its table is asked for. */
  public CharacterSet of(String name) {
    return switch (name) {
      case "utf8mb4", "utf8mb3", "utf8" -> new Utf8Set();
      case "ucs2", "utf16" -> new UnicodeSet(StandardCharsets.UTF_16BE);
      case "utf16le" -> new UnicodeSet(StandardCharsets.UTF_16LE);
      case "utf32" -> new UnicodeSet(Charset.forName("UTF-32BE"));
      case "gb18030" -> new Gb18030Set(table(name));
      default -> new CodeSet(table(name));
    };
  }

  /**
   * The text of a client whose character set has that collation. Blocks when the server is asked.
   *
   * @throws UnheldTextException when bytes are no character of Unicode
   */
  public String text(byte[] bytes, int collation) {
    String name = names.computeIfAbsent(collation, this::askName);
    RowImage.Builder builder = new RowImage.Builder(1);
    of(name).convert(bytes, 0, bytes.length, builder);
    RowImage text = builder.build();
    return new String(text.data(), text.offset(0), text.length(0), StandardCharsets.UTF_8);
  }

  private String askName(int collation) {
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

  private Map<Integer, byte[]> table(String name) {
    return tables.computeIfAbsent(name, this::ask);
  }

  private Map<Integer, byte[]> ask(String name) {
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
