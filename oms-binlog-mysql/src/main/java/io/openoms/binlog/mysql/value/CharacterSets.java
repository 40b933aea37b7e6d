package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The character sets of a server. Each table is read once from the server, because Java's tables
 * differ from it in many characters. Thread-safe; the sets that it gives are not.
 */
public final class CharacterSets {

  private final CharacterTables server;
  private final Map<Integer, String> names = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, byte[]>> tables = new ConcurrentHashMap<>();

  /** The sets of the server that gives those tables. */
  public CharacterSets(CharacterTables server) {
    this.server = server;
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
    String name = names.computeIfAbsent(collation, server::characterSet);
    RowImage.Builder builder = new RowImage.Builder(1);
    of(name).convert(bytes, 0, bytes.length, builder);
    RowImage text = builder.build();
    return new String(text.data(), text.offset(0), text.length(0), StandardCharsets.UTF_8);
  }

  private Map<Integer, byte[]> table(String name) {
    return tables.computeIfAbsent(name, server::codes);
  }
}
