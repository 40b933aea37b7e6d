package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.alter.Edit.Stage;
import io.openoms.dialect.mysql.parse.AddedElements;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads CONVERT TO CHARACTER SET: every column of texts gets the character set, and a type that has
 * room for as many characters as before. One use, one thread.
 */
final class CharacterSetClause {

  private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");

  /** The largest number of bytes that a text of those types has. */
  private static final List<Long> SIZES = List.of(255L, 65_535L, 16_777_215L, 4_294_967_295L);

  /** Bytes that a character takes at the most; of other sets one is not certain. */
  private static final Map<String, Integer> WIDTHS =
      Map.of("latin1", 1, "ascii", 1, "utf8", 3, "utf8mb3", 3, "ucs2", 2, "utf8mb4", 4);

  private final TokenReader in;
  private final TableDefinition table;
  private final List<Edit> edits;

  CharacterSetClause(TokenReader in, TableDefinition table, List<Edit> edits) {
    this.in = in;
    this.table = table;
    this.edits = edits;
  }

  /** Behind CONVERT TO. */
  void read() {
    if (!in.accept("charset")) {
      in.expect("character", "set");
    }
    if (in.isNext("default")) {
      throw new RefusedChangeException("the session decides what the default character set is");
    }
    String set = word();
    Optional<String> collation = in.accept("collate") ? Optional.of(word()) : Optional.empty();
    if (!in.atEnd()) {
      throw in.unexpected();
    }
    for (ColumnDefinition column : table.columns()) {
      if (column.type().characterSet().isPresent()) {
        DataType converted = converted(column, set, collation);
        edits.add(
            new Edit(
                Stage.OLD_COLUMNS,
                edit -> edit.change(column.name(), now -> now.withType(converted))));
      }
    }
    edits.add(
        new Edit(
            Stage.NEW_KEYS,
            edit -> {
              edit.characterSet = Optional.of(set);
              edit.collation = collation;
            }));
  }

  private String word() {
    boolean isName = in.peek().isName();
    return (isName ? in.name() : in.text()).toLowerCase(Locale.ROOT);
  }

  private DataType converted(ColumnDefinition column, String set, Optional<String> collation) {
    String sql =
        "`x` "
            + widened(column, set)
            + " CHARACTER SET "
            + set
            + collation.map(name -> " COLLATE " + name).orElse("");
    return AddedElements.read(new TokenReader(sql), table).columns().get(0).type();
  }

  private static String widened(ColumnDefinition column, String set) {
    String type = column.type().nativeText();
    int at = TEXTS.indexOf(type.toLowerCase(Locale.ROOT));
    String before = column.type().characterSet().orElseThrow();
    if (at < 0 || before.equalsIgnoreCase(set)) {
      return type;
    }
    Integer from = WIDTHS.get(before.toLowerCase(Locale.ROOT));
    Integer to = WIDTHS.get(set);
    if (from == null || to == null) {
      throw new RefusedChangeException(
          "column " + column.name() + " gets a type by the widths of its character sets");
    }
    long bytes = SIZES.get(at) / from * to;
    while (at < TEXTS.size() - 1 && SIZES.get(at) < bytes) {
      at++;
    }
    return TEXTS.get(at);
  }
}
