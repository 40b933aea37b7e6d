package io.openoms.dialect.mysql.parse;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what follows the parentheses of CREATE TABLE. */
final class TableOptionsParser {

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
    reader.name();
    if (!reader.peek().isSymbol('=') && reader.isNext("directory")) {
      reader.next();
    }
    reader.acceptSymbol('=');
    if (reader.atEnd()) {
      throw reader.unexpected();
    }
    reader.next();
  }
}
