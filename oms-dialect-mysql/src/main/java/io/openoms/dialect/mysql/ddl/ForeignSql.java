package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rids a table of SQL in other dialects. The present time as a default is translated, and so is
 * what is written in the core of the standard. A part that changes no value that arrives is left
 * out and named: a default, a CHECK, an index over an expression, partitions. A generated column is
 * a fault: without its expression its values would be lost. Not thread-safe; one use.
 */
final class ForeignSql {

  private final TableDefinition table;
  private final Notes notes;

  private ForeignSql(TableDefinition table, Notes notes) {
    this.table = table;
    this.notes = notes;
  }

  /** The table with SQL of the family alone; the same one where it has no other. */
  static TableDefinition adapted(TableDefinition table, Notes notes) {
    return all(table).allMatch(ForeignSql::isOwn) ? table : new ForeignSql(table, notes).adapted();
  }

  /** Whether this family reads the text. */
  static boolean isOwn(SqlText text) {
    return text.isIn(MySqlFamilyDialect.ID);
  }

  /** Why a text cannot be used, as the end of a sentence. */
  static String cause(SqlText text) {
    return "the target does not read SQL of the dialect " + text.dialect() + ": " + text.sql();
  }

  private static Stream<SqlText> all(TableDefinition table) {
    return Stream.of(
            table.columns().stream().flatMap(ForeignSql::texts),
            table.indexes().stream().flatMap(ForeignSql::texts),
            table.checks().stream().map(CheckDefinition::expression),
            table.partitioning().stream().flatMap(ForeignSql::texts))
        .flatMap(texts -> texts);
  }

  private static Stream<SqlText> texts(ColumnDefinition column) {
    return Stream.of(
            column.defaultValue().flatMap(ForeignSql::expression),
            column.onUpdate(),
            column.generated().map(Generation::expression))
        .flatMap(Optional::stream);
  }

  private static Optional<SqlText> expression(DefaultValue value) {
    return value instanceof DefaultValue.Expression expression
        ? Optional.of(expression.sql())
        : Optional.empty();
  }

  private static Stream<SqlText> texts(IndexDefinition index) {
    return index.parts().stream().flatMap(part -> part.expression().stream());
  }

  private static Stream<SqlText> texts(Partitioning partitioning) {
    return Stream.concat(
        Stream.concat(
            Stream.of(partitioning.scheme().expression()),
            partitioning.subscheme().stream().map(Partitioning.Scheme::expression)),
        partitioning.partitions().stream().flatMap(partition -> partition.values().stream()));
  }

  private TableDefinition adapted() {
    return new TableDefinition(
        table.name(),
        table.columns().stream().map(this::column).toList(),
        table.indexes().stream().filter(this::isKept).toList(),
        table.foreignKeys(),
        table.checks().stream().map(ForeignSql::written).filter(this::isKept).toList(),
        table.characterSet(),
        table.collation(),
        table.autoIncrement(),
        table.comment(),
        table.partitioning().map(StandardSql::partitioning).filter(this::isKept),
        table.features(),
        table.remains(),
        table.averageRowBytes(),
        table.storage());
  }

  private ColumnDefinition column(ColumnDefinition column) {
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        column.defaultValue().flatMap(value -> defaultValue(column, value)),
        column.autoIncrement(),
        column.onUpdate().filter(text -> isKept(column, "what updates set in it", text)),
        column
            .generated()
            .map(ForeignSql::written)
            .filter(generation -> isKept(column, generation)),
        column.invisible(),
        column.comment());
  }

  private static Generation written(Generation generation) {
    return new Generation(StandardSql.text(generation.expression()), generation.stored());
  }

  private static CheckDefinition written(CheckDefinition check) {
    return new CheckDefinition(
        check.name(), StandardSql.text(check.expression()), check.enforced());
  }

  private Optional<DefaultValue> defaultValue(ColumnDefinition column, DefaultValue value) {
    Optional<SqlText> foreign = expression(value).filter(text -> !isOwn(text));
    if (foreign.isEmpty()) {
      return Optional.of(value);
    }
    Optional<DefaultValue> translated = PresentTime.of(column, foreign.get());
    if (translated.isEmpty()) {
      isKept(column, "its default", foreign.get());
    }
    return translated;
  }

  private boolean isKept(ColumnDefinition column, String part, SqlText text) {
    return isKept("column " + column.name() + " loses " + part, List.of(text));
  }

  private boolean isKept(ColumnDefinition column, Generation generation) {
    if (isOwn(generation.expression())) {
      return true;
    }
    notes.fault(
        "column "
            + column.name()
            + " is generated, and "
            + cause(generation.expression())
            + ". Leave the column out of the selection");
    return false;
  }

  private boolean isKept(IndexDefinition index) {
    String kind = index.isUnique() ? "unique index " : "index ";
    return isKept(kind + index.name() + " is left out", texts(index).toList());
  }

  private boolean isKept(CheckDefinition check) {
    return isKept("check " + check.name() + " is left out", List.of(check.expression()));
  }

  private boolean isKept(Partitioning partitioning) {
    return isKept("the table is not partitioned", texts(partitioning).toList());
  }

  private boolean isKept(String otherwise, List<SqlText> texts) {
    Optional<SqlText> foreign = texts.stream().filter(text -> !isOwn(text)).findFirst();
    foreign.ifPresent(text -> notes.notice(otherwise + ": " + cause(text)));
    return foreign.isEmpty();
  }
}
