package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what follows the parentheses of CREATE TABLE. */
final class TableOptionsParser {

  /** Options that only one product has, and so tell that the statement is that one's. */
  private static final Set<String> OF_ONE_PRODUCT =
      Set.of(
          "organization",
          "block_size",
          "tablet_size",
          "pctfree",
          "table_mode",
          "replica_num",
          "tablegroup",
          "use_bloom_filter",
          "primary_zone",
          "locality",
          "progressive_merge_num");

  /** What other products have, too, with other meanings. */
  private static final Set<String> SHARED = Set.of("row_format", "compression");

  private final Map<String, String> storage = new LinkedHashMap<>();
  private final TokenReader reader;
  private final TableParts parts;

  TableOptionsParser(TokenReader reader, TableParts parts) {
    this.reader = reader;
    this.parts = parts;
  }

  void read() {
    while (!reader.atEnd() && !reader.acceptSymbol(';')) {
      if (reader.accept("partition", "by", "system_time")) {
        parts.features.add("the table's history is partitioned");
        return;
      }
      if (reader.accept("partition", "by")) {
        parts.partitioning = Optional.of(new PartitionParser(reader).read());
      } else {
        option();
        reader.acceptSymbol(',');
      }
    }
    if (storage.keySet().stream().anyMatch(OF_ONE_PRODUCT::contains)) {
      storage.values().forEach(sql -> parts.storage.add(MySqlFamilyDialect.sql(sql)));
    }
  }

  private void option() {
    if (reader.accept("with", "system", "versioning")) {
      parts.features.add("the table has system versioning");
      return;
    }
    if (reader.accept("union")) {
      reader.acceptSymbol('=');
      reader.group();
      return;
    }
    reader.accept("default");
    if (reader.accept("character", "set") || reader.acceptAny("charset")) {
      parts.characterSet = word();
    } else if (reader.accept("collate")) {
      parts.collation = word();
    } else if (reader.accept("comment")) {
      reader.acceptSymbol('=');
      parts.comment = reader.text();
    } else if (reader.accept("auto_increment")) {
      reader.acceptSymbol('=');
      parts.autoIncrement = OptionalLong.of(Long.parseUnsignedLong(reader.next().text()));
    } else {
      other();
    }
  }

  private String word() {
    reader.acceptSymbol('=');
    return reader.next().text().toLowerCase(Locale.ROOT);
  }

  /** An option of one word, or DATA DIRECTORY and the like, and its value. */
  private void other() {
    Token first = reader.peek();
    String name = reader.name().toLowerCase(Locale.ROOT);
    if (!reader.peek().isSymbol('=') && reader.isNext("directory")) {
      reader.next();
    }
    reader.acceptSymbol('=');
    if (reader.atEnd()) {
      throw reader.unexpected();
    }
    Token value = reader.next();
    if (name.equals("engine")) {
      parts.engine = value.text();
    }
    if (OF_ONE_PRODUCT.contains(name) || SHARED.contains(name)) {
      storage.put(name, reader.since(first));
    }
  }
}
