package io.openoms.dialect.mysql.parse;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.TableParts.Constraint;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads CREATE TABLE as users write it and as MySQL, MariaDB and SHOW CREATE TABLE show it. What
 * concerns storage alone is passed over; what the model does not hold is named as a feature; what
 * is not understood is an error.
 */
public final class CreateTableParser {

  private final TokenReader reader;
  private final String database;

  private CreateTableParser(TokenReader reader, String database) {
    this.reader = reader;
    this.database = database;
  }

  /**
   * The table that a statement makes.
   *
   * @param database the database of names without one
   * @throws DdlSyntaxException when the statement is not understood
   */
  public static TableDefinition parse(String sql, String database) {
    return new CreateTableParser(new TokenReader(sql), database).read();
  }

  private TableDefinition read() {
    reader.expect("create");
    reader.accept("or", "replace");
    reader.expect("table");
    reader.accept("if", "not", "exists");
    ObjectName name = ConstraintParser.tableName(reader, database);
    TableParts parts = new TableParts(name.database());
    reader.expectSymbol('(');
    do {
      element(parts);
    } while (reader.acceptSymbol(','));
    reader.expectSymbol(')');
    new TableOptionsParser(reader, parts).read();
    return definition(name, parts);
  }

  /** Reads elements, separated by commas, that are added to a table that is there. */
  static TableParts elements(TokenReader reader, TableDefinition to) {
    TableParts parts = new TableParts(to.name().database());
    parts.indexes.addAll(to.indexes());
    CreateTableParser parser = new CreateTableParser(reader, to.name().database());
    do {
      parser.element(parts);
    } while (reader.acceptSymbol(','));
    if (!reader.atEnd()) {
      throw reader.unexpected();
    }
    return parts;
  }

  private void element(TableParts parts) {
    if (reader.isNext("period", "for")) {
      reader.accept("period", "for");
      reader.name();
      reader.group();
      parts.features.add("the table has a period");
      return;
    }
    Constraint constraint = new Constraint("");
    if (reader.accept("constraint")) {
      boolean named =
          !reader.isNext("primary")
              && !reader.isNext("unique")
              && !reader.isNext("foreign")
              && !reader.isNext("check");
      constraint = new Constraint(named ? reader.name() : "");
    }
    ConstraintParser constraints = new ConstraintParser(reader, parts);
    if (reader.isNext("check")) {
      constraints.check(constraint);
    } else if (reader.isNext("foreign", "key")) {
      constraints.foreignKey(constraint);
    } else if (!new IndexParser(reader, parts).read(constraint)) {
      new ColumnParser(reader, parts).read();
    }
  }

  private static TableDefinition definition(ObjectName name, TableParts parts) {
    Optional<String> collation = Optional.ofNullable(parts.collation);
    Optional<String> characterSet =
        Optional.ofNullable(parts.characterSet).or(() -> collation.map(CreateTableParser::set));
    Set<String> key =
        parts.indexes.stream()
            .filter(index -> index.kind() == IndexDefinition.Kind.PRIMARY)
            .flatMap(index -> index.parts().stream())
            .flatMap(part -> part.column().stream())
            .collect(Collectors.toUnmodifiableSet());
    List<ColumnDefinition> columns =
        parts.columns.stream()
            .map(column -> finished(column, key.contains(column.name()), characterSet, collation))
            .toList();
    return new TableDefinition(
        name,
        columns,
        parts.indexes.stream().sorted(Comparator.comparing(IndexDefinition::kind)).toList(),
        parts.foreignKeys,
        parts.checks,
        characterSet,
        collation,
        parts.autoIncrement,
        parts.comment,
        parts.partitioning,
        parts.features,
        parts.remains,
        0,
        parts.storage);
  }

  /** The column with what it has of its table: character set, and NOT NULL in a primary key. */
  static ColumnDefinition finished(
      ColumnDefinition column,
      boolean inKey,
      Optional<String> characterSet,
      Optional<String> collation) {
    DataType type = column.type();
    boolean text = type.kind().hasCharacterSet() && !type.nativeText().matches("uuid|inet[46]");
    boolean own = type.characterSet().isPresent() || type.collation().isPresent();
    Optional<String> set =
        own
            ? type.characterSet().or(() -> type.collation().map(CreateTableParser::set))
            : characterSet;
    DataType whole =
        type.withCharacters(
            text ? set : Optional.empty(),
            text ? (own ? type.collation() : collation) : Optional.empty());
    return new ColumnDefinition(
        column.name(),
        whole,
        column.nullable() && !inKey,
        column.defaultValue(),
        column.autoIncrement(),
        column.onUpdate(),
        column.generated(),
        column.invisible(),
        column.comment());
  }

  private static String set(String collation) {
    return collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
  }
}
