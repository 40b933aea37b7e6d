package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.SchemaStatement.Kind;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Converts one table for one target: the table with its key before the copy, its other indexes
 * after it, foreign keys held back. Not thread-safe; one per conversion.
 */
public final class TableConversion {

  private final TableDefinition table;
  private final ObjectName target;
  private final DdlTarget server;
  private final ConversionContext context;
  private final Notes notes = new Notes();
  private final CollationMapping mapping;

  /** A conversion for that server. */
  public TableConversion(
      TableDefinition table, ObjectName target, DdlTarget server, ConversionContext context) {
    this.table =
        HeldTable.adapted(
            ForeignColumns.adapted(ForeignSql.adapted(table, notes), notes),
            server.traits().limits(),
            notes);
    this.target = target;
    this.server = server;
    this.context = context;
    this.mapping = new CollationMapping(server.facts());
  }

  /** Converts. Blocks on the probe, and on the source where rows may collide. */
  public Conversion convert() {
    Settled settled = settle();
    return new Conversion(
        List.of(
            new SchemaStatement(
                Kind.TABLE, target.toString(), settled.parts().draft().sql(target))),
        settled.parts().afterCopy().stream()
            .map(index -> statement(settled.renderers(), index))
            .toList(),
        settled
            .parts()
            .withIndexes()
            .map(whole -> new SchemaStatement(Kind.TABLE, target.toString(), whole.sql(target)))
            .stream()
            .toList(),
        notes.notices(),
        table.foreignKeys().stream().map(this::heldBack).toList(),
        notes.faults());
  }

  /**
   * The parts of the table as the target takes them, and what writes them.
   *
   * @param table the table in a form that the target's product can hold
   */
  private record Settled(TableDefinition table, TableSettling parts, Renderers renderers) {}

  private Settled settle() {
    findFaults();
    TargetProbe probe = server.probe();
    ObjectName place = new ObjectName(probe.database(target.database()), target.name());
    ColumnCollations collations =
        new ColumnCollations(table, mapping, context, new LabelsApart(probe, place), notes);
    collations.choose();
    ExpressionMapping expressions = new ExpressionMapping(server.facts(), mapping);
    Renderers renderers = Renderers.of(server.traits(), collations, expressions);
    TableDefinition adapted = DescendingKeys.adapted(table, probe, place, notes);
    TableSettling settled = new TableSettling(adapted, renderers, options(), notes);
    settled.settle(probe, place);
    return new Settled(adapted, settled, renderers);
  }

  /** The table as the target holds it, in parts. Blocks as {@link #convert}. */
  HeldForm form() {
    Settled settled = settle();
    return new HeldForm(
        settled.table(),
        settled.parts().draft().columns(),
        settled.parts().indexes(),
        defaultCollation(),
        settled.renderers(),
        notes);
  }

  private void findFaults() {
    for (ColumnDefinition column : table.columns()) {
      String type = TypeMapping.text(column.type(), server.traits());
      if (!type.equals(column.type().nativeText())) {
        notes.notice(
            "column "
                + column.name()
                + ": the type "
                + column.type().nativeText()
                + " becomes "
                + type);
      }
      if (column.type().kind() == TypeKind.OTHER) {
        notes.fault(
            "column "
                + column.name()
                + " has the type "
                + column.type().nativeText()
                + ", which is not supported yet");
      }
    }
    table.features().forEach(feature -> notes.fault(feature + ", which is not supported"));
    table.remains().forEach(what -> notes.notice(what + " stays behind"));
    defaultCollation().ifPresent(this::tellDefault);
    NameFaults.of(table, target, server.traits()).forEach(notes::fault);
    ColumnNotices.of(table).forEach(notes::notice);
  }

  private String options() {
    StringBuilder sql = new StringBuilder();
    // MyISAM shows a next number for tables without a numbered column, too.
    if (table.columns().stream().anyMatch(ColumnDefinition::autoIncrement)) {
      table.autoIncrement().ifPresent(next -> sql.append(" AUTO_INCREMENT = ").append(next));
    }
    defaultCollation()
        .ifPresent(
            found ->
                sql.append(" DEFAULT CHARACTER SET ")
                    .append(found.characterSet())
                    .append(" COLLATE ")
                    .append(found.collation()));
    if (!table.comment().isEmpty()) {
      sql.append(" COMMENT ").append(Literals.text(table.comment()));
    }
    return sql.toString();
  }

  /** Columns tell of themselves; without one, nothing else would. */
  private void tellDefault(CollationMapping.Target found) {
    boolean silent = table.columns().stream().noneMatch(ColumnCollations::isText);
    if (silent && !found.characterSet().equals(table.characterSet().orElse(found.characterSet()))) {
      notes.notice(
          "the table's default collation "
              + table.collation().orElse("")
              + " becomes "
              + found.collation());
    }
  }

  private Optional<CollationMapping.Target> defaultCollation() {
    return table
        .collation()
        .flatMap(
            collation ->
                mapping.candidates(table.characterSet().orElse("utf8mb4"), collation).stream()
                    .findFirst());
  }

  private SchemaStatement statement(Renderers renderers, IndexDefinition index) {
    return new SchemaStatement(
        Kind.INDEX, index.name(), renderers.indexes().statement(target, index));
  }

  private String heldBack(ForeignKeyDefinition key) {
    return "ALTER TABLE "
        + Identifiers.quote(target)
        + " ADD CONSTRAINT "
        + Identifiers.quote(key.name())
        + " FOREIGN KEY ("
        + quoted(key.columns())
        + ") REFERENCES "
        + Identifiers.quote(context.names().apply(key.parent()))
        + " ("
        + quoted(key.parentColumns())
        + ")"
        + action(" ON DELETE ", key.onDelete())
        + action(" ON UPDATE ", key.onUpdate());
  }

  private static String action(String event, String action) {
    return action.equals(ForeignKeyDefinition.NO_ACTION) ? "" : event + action;
  }

  private static String quoted(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }
}
