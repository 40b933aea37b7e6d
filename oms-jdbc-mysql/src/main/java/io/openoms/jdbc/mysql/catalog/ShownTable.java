package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What SHOW CREATE TABLE tells and information_schema does not, or not rightly: partitions (MariaDB
 * shows the DEFAULT one as a value, MySQL a nameless KEY as none), parsers of fulltext indexes,
 * periods. A statement that is not understood is a feature of the table, so it is not moved.
 */
final class ShownTable {

  private final Optional<TableDefinition> parsed;
  private final List<String> features = new ArrayList<>();

  private ShownTable(Optional<TableDefinition> parsed) {
    this.parsed = parsed;
    parsed.ifPresent(table -> features.addAll(table.features()));
  }

  /** A server whose statements are in another language than this parser's. */
  static ShownTable unknown() {
    return new ShownTable(Optional.empty());
  }

  static ShownTable read(CatalogQuery query, ObjectName name) {
    String statement = statement(query, name);
    try {
      return new ShownTable(Optional.of(CreateTableParser.parse(statement, name.database())));
    } catch (DdlSyntaxException e) {
      ShownTable unread = unknown();
      unread.features.add("the table's definition " + e.getMessage());
      return unread;
    }
  }

  static String statement(CatalogQuery query, ObjectName name) {
    return query.rows("SHOW CREATE TABLE " + Identifiers.quote(name)).get(0).text("create table");
  }

  Optional<Partitioning> partitioning() {
    return parsed.flatMap(TableDefinition::partitioning);
  }

  List<String> features() {
    return features;
  }

  /** The same indexes in the order of the statement. */
  List<IndexDefinition> inOrder(List<IndexDefinition> indexes) {
    List<String> names =
        parsed.stream()
            .flatMap(table -> table.indexes().stream())
            .map(IndexDefinition::name)
            .toList();
    return indexes.stream()
        .sorted(Comparator.comparingInt(index -> names.indexOf(index.name())))
        .toList();
  }

  /** The index with its parser, when it names one. */
  IndexDefinition withParser(IndexDefinition index) {
    Optional<String> parser =
        parsed.stream()
            .flatMap(table -> table.indexes().stream())
            .filter(shown -> shown.name().equals(index.name()))
            .flatMap(shown -> shown.parser().stream())
            .findFirst();
    return new IndexDefinition(
        index.name(), index.kind(), index.parts(), index.visible(), index.comment(), parser);
  }
}
