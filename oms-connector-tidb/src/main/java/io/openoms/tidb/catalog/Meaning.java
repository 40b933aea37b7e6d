package io.openoms.tidb.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What a statement of SHOW CREATE TABLE means at TiDB. Immutable. */
record Meaning(TextOrder order) {

  /** Tables whose rows end with each transaction. */
  private static final Set<String> TEMPORARY = Set.of("global", "temporary");

  /**
   * The definition. A statement that is not understood is a feature of the table, so it is not
   * moved.
   *
   * @param averageRowBytes by the server's statistics
   */
  TableDefinition table(ObjectName name, String statement, long averageRowBytes) {
    try {
      if (isTemporary(statement)) {
        return unread(name, "a temporary table");
      }
      ShownStatement shown = ShownStatement.of(statement);
      TableDefinition parsed = CreateTableParser.parse(shown.plain(), name.database());
      return meant(parsed, shown, averageRowBytes);
    } catch (DdlSyntaxException | IllegalArgumentException e) {
      return unread(name, "the table's definition " + e.getMessage());
    }
  }

  private static boolean isTemporary(String statement) {
    String[] words = statement.split("\\s+", 3);
    return words.length > 1 && TEMPORARY.contains(words[1].toLowerCase(Locale.ROOT));
  }

  private static TableDefinition unread(ObjectName name, String feature) {
    return new TableDefinition(
        name,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        Optional.empty(),
        List.of(feature),
        List.of(),
        0);
  }

  private TableDefinition meant(TableDefinition table, ShownStatement shown, long rowBytes) {
    List<String> remains = new ArrayList<>(table.remains());
    remains.addAll(shown.remains());
    Set<String> renamed = new TreeSet<>();
    Set<String> unchecked = new LinkedHashSet<>();
    List<ColumnDefinition> columns = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      column.type().collation().filter(c -> !order.meant(c).equals(c)).ifPresent(renamed::add);
      if (TextOrder.isUnchecked(column.type().characterSet())) {
        unchecked.add(column.name());
      }
      columns.add(withoutSequence(column, remains).withType(order.meant(column.type())));
    }
    renamed.forEach(
        c -> remains.add("the collation " + c + ", since this cluster compares texts by bytes,"));
    unchecked.forEach(
        c -> remains.add("the character set latin1 of column " + c + ", stored as UTF-8,"));
    shown.unenforced().forEach(key -> remains.add("foreign key " + key + ", never enforced,"));
    boolean isUnchecked = TextOrder.isUnchecked(table.characterSet());
    return new TableDefinition(
        table.name(),
        columns,
        table.indexes().stream().filter(i -> !shown.trials().contains(i.name())).toList(),
        table.foreignKeys().stream().filter(k -> !shown.unenforced().contains(k.name())).toList(),
        table.checks(),
        isUnchecked ? Optional.of("utf8mb4") : table.characterSet(),
        isUnchecked ? Optional.of("utf8mb4_bin") : table.collation().map(order::meant),
        table.autoIncrement(),
        table.comment(),
        table.partitioning(),
        table.features(),
        remains,
        rowBytes,
        table.storage());
  }

  /** No sequence is moved, so no default can ask one. */
  private static ColumnDefinition withoutSequence(ColumnDefinition column, List<String> remains) {
    boolean asks =
        column.defaultValue().orElse(null) instanceof DefaultValue.Expression expression
            && expression.sql().sql().toLowerCase(Locale.ROOT).contains("nextval");
    if (!asks) {
      return column;
    }
    remains.add("the default of column " + column.name() + ", the next value of a sequence,");
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        Optional.empty(),
        column.autoIncrement(),
        column.onUpdate(),
        column.generated(),
        column.invisible(),
        column.comment());
  }
}
