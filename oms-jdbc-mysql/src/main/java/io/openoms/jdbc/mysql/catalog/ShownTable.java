package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.dialect.mysql.sql.ShownBytes;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What SHOW CREATE TABLE tells and information_schema does not, or not rightly: partitions (MariaDB
 * shows the DEFAULT one as a value, MySQL a nameless KEY as none), parsers of fulltext indexes,
 * periods, and every text of an expression, a label or a constant. A statement that is not
 * understood is a feature of the table, so it is not moved.
 */
final class ShownTable {

  private static final Pattern GIVEN_BY_SERVERS =
      Pattern.compile("CONSTRAINT_\\d+|.*_OBCHECK_\\d+");

  private final Optional<TableDefinition> parsed;
  private final List<String> features = new ArrayList<>();

  private ShownTable(Optional<TableDefinition> parsed) {
    this.parsed = parsed;
    parsed.ifPresent(table -> features.addAll(table.features()));
  }

  /** A statement that is not understood. */
  private static ShownTable unknown() {
    return new ShownTable(Optional.empty());
  }

  /**
   * Reads the statement of a table. Blocks where the server must be asked for a text.
   *
   * @param shown the statement as the server shows it
   * @param raw the rows of its columns, where {@link CatalogTraits#rawStatements()}
   */
  static ShownTable read(
      CatalogQuery query, ObjectName name, byte[] shown, Optional<List<Row>> raw) {
    try {
      String statement = statement(query, name, shown, raw);
      return new ShownTable(Optional.of(CreateTableParser.parse(statement, name.database())));
    } catch (DdlSyntaxException | IllegalArgumentException e) {
      ShownTable unread = unknown();
      unread.features.add("the table's definition " + e.getMessage());
      return unread;
    }
  }

  /**
   * The statement with its true texts.
   *
   * @throws IllegalArgumentException when the server does not tell them
   */
  static String statement(
      CatalogQuery query, ObjectName name, byte[] shown, Optional<List<Row>> raw) {
    return raw.isPresent()
        ? ShownBytes.read(RawLabels.escaped(raw.get(), shown))
        : new ExactTexts(query).exact(name, ShownBytes.read(shown));
  }

  /** What asks the server to show a table. */
  static String question(ObjectName name) {
    return "SHOW CREATE TABLE " + Identifiers.quote(name);
  }

  /**
   * The column with its texts as the statement has them: information_schema shows expressions and
   * constants in other characters, and TIMESTAMPs in the time zone of whoever made the table.
   */
  ColumnDefinition exact(ColumnDefinition column) {
    return parsed
        .flatMap(table -> table.column(column.name()))
        .map(shown -> exact(column, shown))
        .orElse(column);
  }

  private static ColumnDefinition exact(ColumnDefinition column, ColumnDefinition shown) {
    DataType type = column.type();
    boolean labelled = type.kind() == TypeKind.ENUM || type.kind() == TypeKind.SET;
    return new ColumnDefinition(
        column.name(),
        labelled ? named(type, shown.type()) : type,
        column.nullable(),
        shown.defaultValue(),
        column.autoIncrement(),
        shown.onUpdate(),
        shown.generated(),
        column.invisible(),
        column.comment());
  }

  private static DataType named(DataType type, DataType shown) {
    return new DataType(
        shown.neutral(),
        type.dialect(),
        type.kind(),
        shown.nativeText(),
        type.length(),
        type.scale(),
        type.unsigned(),
        type.characterSet(),
        type.collation(),
        shown.labels(),
        type.srid());
  }

  /**
   * The CHECKs. MariaDB gives a number to one without a name, and asks names to be unique in their
   * table only; elsewhere they are unique in the database. Names that nobody gave are left to the
   * target.
   */
  List<CheckDefinition> checks() {
    return parsed.map(TableDefinition::checks).orElse(List.of()).stream()
        .map(
            check ->
                new CheckDefinition(
                    GIVEN_BY_SERVERS.matcher(check.name()).matches() ? "" : check.name(),
                    check.expression(),
                    check.enforced()))
        .toList();
  }

  Optional<Partitioning> partitioning() {
    return parsed.flatMap(TableDefinition::partitioning);
  }

  /** The next number; the catalog of MySQL tells it as it was when it last looked. */
  OptionalLong autoIncrement() {
    return parsed.map(TableDefinition::autoIncrement).orElse(OptionalLong.empty());
  }

  List<String> features() {
    return features;
  }

  /** The indexes; empty when the statement is not understood. */
  Optional<List<IndexDefinition>> indexes() {
    return parsed.map(TableDefinition::indexes);
  }

  /** What stays behind when the table is moved. */
  List<String> remains() {
    return parsed.map(TableDefinition::remains).orElse(List.of());
  }

  /** The clauses of storage that its product alone has. */
  List<SqlText> storage() {
    return parsed.map(TableDefinition::storage).orElse(List.of());
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

  /**
   * The index with its parser, when it names one, and its expressions as the statement has them.
   */
  IndexDefinition exact(IndexDefinition index) {
    Optional<IndexDefinition> shown =
        parsed.stream()
            .flatMap(table -> table.indexes().stream())
            .filter(other -> other.name().equals(index.name()))
            .filter(other -> other.parts().size() == index.parts().size())
            .findFirst();
    List<Part> parts =
        IntStream.range(0, index.parts().size())
            .mapToObj(i -> exact(index.parts().get(i), shown.map(other -> other.parts().get(i))))
            .toList();
    return new IndexDefinition(
        index.name(),
        index.kind(),
        parts,
        index.visible(),
        index.comment(),
        shown.flatMap(IndexDefinition::parser),
        shown.flatMap(IndexDefinition::storage));
  }

  private static Part exact(Part part, Optional<Part> shown) {
    return part.expression().isEmpty() ? part : shown.orElse(part);
  }
}
