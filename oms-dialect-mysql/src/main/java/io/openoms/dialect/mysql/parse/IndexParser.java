package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.parse.TableParts.Constraint;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads keys and indexes. */
final class IndexParser {

  private final TokenReader reader;
  private final TableParts parts;

  IndexParser(TokenReader reader, TableParts parts) {
    this.reader = reader;
    this.parts = parts;
  }

  /** Reads an index, when one is next. */
  boolean read(Constraint constraint) {
    if (reader.accept("primary", "key")) {
      rest(Kind.PRIMARY, "PRIMARY");
    } else if (reader.accept("unique")) {
      reader.acceptAny("key", "index");
      rest(Kind.UNIQUE, constraint.name());
    } else if (reader.accept("fulltext")) {
      reader.acceptAny("key", "index");
      rest(Kind.FULLTEXT, "");
    } else if (reader.accept("spatial")) {
      reader.acceptAny("key", "index");
      rest(Kind.SPATIAL, "");
    } else if (reader.acceptAny("key", "index")) {
      rest(Kind.PLAIN, "");
    } else if (reader.accept("vector", "key")) {
      vector();
    } else {
      return false;
    }
    return true;
  }

  private void rest(Kind kind, String fallback) {
    String name = fallback;
    if (!reader.isNext("using") && !reader.peek().isSymbol('(')) {
      String given = reader.name();
      name = kind == Kind.PRIMARY ? name : given;
    }
    using();
    List<Part> columns = columns();
    String comment = "";
    boolean visible = true;
    Optional<String> parser = Optional.empty();
    List<String> storage = new ArrayList<>();
    while (!reader.endsElement()) {
      if (reader.accept("comment")) {
        comment = reader.text();
      } else if (reader.accept("invisible") || reader.accept("ignored")) {
        visible = false;
      } else if (reader.accept("with", "parser")) {
        parser = Optional.of(reader.name());
      } else if (!ignored() && !storage(storage)) {
        throw reader.unexpected();
      }
    }
    Optional<SqlText> own =
        storage.isEmpty()
            ? Optional.empty()
            : Optional.of(MySqlFamilyDialect.sql(String.join(" ", storage)));
    parts.add(new IndexDefinition(name, kind, columns, visible, comment, parser, own));
  }

  /** Reads a clause that only one product has, when one is next. */
  private boolean storage(List<String> storage) {
    Token first = reader.peek();
    if (reader.accept("block_size")) {
      reader.acceptSymbol('=');
      reader.number();
    } else if (reader.accept("storing")) {
      reader.group();
    } else if (reader.accept("parser_properties")) {
      reader.acceptSymbol('=');
      reader.group();
    } else if (reader.accept("partition", "by")) {
      new PartitionParser(reader).read();
    } else if (!reader.acceptAny("local", "global")) {
      return false;
    }
    storage.add(reader.since(first));
    return true;
  }

  /** An index over vectors: what stays behind, since the model has no vectors. */
  private void vector() {
    parts.remains.add("vector index " + reader.name());
    reader.group();
    while (!reader.endsElement()) {
      if (reader.peek().isSymbol('(')) {
        reader.group();
      } else {
        reader.next();
      }
    }
  }

  private void using() {
    if (reader.accept("using")) {
      reader.name();
    }
  }

  private boolean ignored() {
    if (reader.isNext("using")) {
      using();
    } else if (reader.accept("key_block_size")) {
      reader.acceptSymbol('=');
      reader.number();
    } else if (reader.accept("engine_attribute") || reader.accept("secondary_engine_attribute")) {
      reader.acceptSymbol('=');
      reader.text();
    } else {
      return reader.accept("visible") || reader.accept("not", "ignored");
    }
    return true;
  }

  private List<Part> columns() {
    List<Part> columns = new ArrayList<>();
    reader.expectSymbol('(');
    do {
      columns.add(part());
    } while (reader.acceptSymbol(','));
    reader.expectSymbol(')');
    return columns;
  }

  private Part part() {
    Optional<String> column = Optional.empty();
    Optional<SqlText> expression = Optional.empty();
    int prefix = 0;
    if (reader.peek().isSymbol('(')) {
      expression = Optional.of(MySqlFamilyDialect.sql(reader.group()));
    } else {
      column = Optional.of(reader.name());
      if (reader.acceptSymbol('(')) {
        prefix = (int) reader.number();
        reader.expectSymbol(')');
      }
    }
    if (reader.accept("without", "overlaps")) {
      parts.features.add("a key of the table is WITHOUT OVERLAPS");
    }
    boolean descending = reader.accept("desc");
    if (!descending) {
      reader.accept("asc");
    }
    return new Part(column, expression, prefix, descending);
  }
}
