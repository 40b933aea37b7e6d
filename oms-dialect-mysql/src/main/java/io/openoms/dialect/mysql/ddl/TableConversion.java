package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Converts one table for one target: the table with its key before the copy, its other indexes
 * after it, foreign keys held back. Not thread-safe; one per conversion.
 */
public final class TableConversion {

  private final TableDefinition table;
  private final ObjectName target;
  private final ServerFacts facts;
  private final CollationMapping collations;
  private final List<String> notices = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** A conversion for the server with those facts. */
  public TableConversion(TableDefinition table, ObjectName target, ServerFacts facts) {
    this.table = table;
    this.target = target;
    this.facts = facts;
    this.collations = new CollationMapping(facts);
  }

  /** Converts. */
  public Conversion convert() {
    findFaults();
    Set<IndexDefinition> inside = insideTable();
    String create = createTable(inside);
    List<SchemaStatement> indexes =
        table.indexes().stream().filter(index -> !inside.contains(index)).map(this::index).toList();
    List<String> held = table.foreignKeys().stream().map(this::heldBack).toList();
    return new Conversion(
        List.of(new SchemaStatement(Kind.TABLE, target.toString(), create)),
        indexes,
        Stream.concat(collations.notices().stream(), notices.stream()).toList(),
        held,
        faults);
  }

  private void findFaults() {
    for (ColumnDefinition column : table.columns()) {
      if (column.type().kind() == TypeKind.OTHER) {
        faults.add(
            "column "
                + column.name()
                + " has the type "
                + column.type().nativeText()
                + ", which is not supported yet");
      }
      if (column.invisible()) {
        faults.add("column " + column.name() + " is invisible, which is not supported yet");
      }
    }
    for (String feature : table.features()) {
      if (feature.startsWith("trigger ")) {
        notices.add(feature + " stays behind");
      } else {
        faults.add(feature + ", which is not supported yet");
      }
    }
    faults.addAll(NameFaults.of(table, target, facts));
    notices.addAll(ColumnNotices.of(table));
    for (IndexDefinition index : table.indexes()) {
      if (!index.visible()) {
        notices.add("index " + index.name() + " becomes visible");
      }
    }
  }

  /**
   * The keys that the copy and AUTO_INCREMENT cannot do without: the primary key, else the first
   * unique key over NOT NULL columns, and the index that an AUTO_INCREMENT column needs.
   */
  private Set<IndexDefinition> insideTable() {
    List<String> copyKey = table.copyKey().stream().map(ColumnDefinition::name).toList();
    Optional<String> numbered =
        table.columns().stream()
            .filter(ColumnDefinition::autoIncrement)
            .map(ColumnDefinition::name)
            .findFirst();
    return table.indexes().stream()
        .filter(
            index ->
                index.kind() == IndexDefinition.Kind.PRIMARY
                    || (index.isUnique() && columns(index).equals(copyKey))
                    || (numbered.isPresent() && numbered.equals(first(index))))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> first(IndexDefinition index) {
    return columns(index).stream().findFirst();
  }

  private static List<String> columns(IndexDefinition index) {
    return index.parts().stream().flatMap(part -> part.column().stream()).toList();
  }

  private String createTable(Set<IndexDefinition> inside) {
    ColumnRenderer columns = new ColumnRenderer(collations);
    Stream<String> clauses =
        Stream.of(
                table.columns().stream().map(columns::render),
                table.indexes().stream().filter(inside::contains).map(IndexRenderer::clause),
                table.checks().stream().map(TableConversion::check))
            .flatMap(lines -> lines);
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(Identifiers.quote(target));
    sql.append(clauses.collect(Collectors.joining(",\n  ", " (\n  ", "\n)")));
    // MyISAM shows a next number for tables without a numbered column, too.
    if (table.columns().stream().anyMatch(ColumnDefinition::autoIncrement)) {
      table.autoIncrement().ifPresent(next -> sql.append(" AUTO_INCREMENT = ").append(next));
    }
    table
        .collation()
        .ifPresent(
            collation -> {
              CollationMapping.Target mapped =
                  collations.map("table", table.characterSet().orElse("utf8mb4"), collation);
              sql.append(" DEFAULT CHARACTER SET ").append(mapped.characterSet());
              sql.append(" COLLATE ").append(mapped.collation());
            });
    if (!table.comment().isEmpty()) {
      sql.append(" COMMENT ").append(Literals.text(table.comment()));
    }
    return sql.toString();
  }

  private static String check(TableDefinition.CheckDefinition check) {
    return (check.name().isEmpty() ? "" : "CONSTRAINT " + Identifiers.quote(check.name()) + " ")
        + "CHECK ("
        + check.expression()
        + ")"
        + (check.enforced() ? "" : " NOT ENFORCED");
  }

  private SchemaStatement index(IndexDefinition index) {
    return new SchemaStatement(Kind.INDEX, index.name(), IndexRenderer.statement(target, index));
  }

  private String heldBack(String foreignKey) {
    return "ALTER TABLE " + Identifiers.quote(target) + " ADD " + foreignKey;
  }
}
