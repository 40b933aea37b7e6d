package io.openoms.oceanbase.obkv;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Converts for, and creates, tables of cells. Thread-safe. */
public final class CellSchemaTarget implements SchemaTarget {

  private final SchemaTarget server;
  private final TargetProbe probe;
  private final CellTableTemplate template;

  /**
   * A target that creates tables by a template.
   *
   * @param server creates databases, and executes
   */
  public CellSchemaTarget(SchemaTarget server, TargetProbe probe, CellTableTemplate template) {
    this.server = server;
    this.probe = probe;
    this.template = template;
  }

  @Override
  public String refusedInNames() {
    return server.refusedInNames();
  }

  @Override
  public SchemaStatement database(String name) {
    return server.database(name);
  }

  @Override
  public SchemaStatement database(String name, Optional<String> collation) {
    return server.database(name, collation);
  }

  @Override
  public Conversion convert(TableDefinition table, ObjectName target, ConversionContext context) {
    return new CellTableConversion(template, probe, target).convert(table);
  }

  @Override
  public Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context) {
    return CellTableConversion.refused("it is a view: tables of cells alone are taken");
  }

  /** The widths are the template's: a cell that is longer is refused by itself. */
  @Override
  public List<String> differences(TableDefinition existing, TableDefinition source) {
    List<String> differences = new ArrayList<>();
    for (String name : CellTable.COLUMNS) {
      Optional<ColumnDefinition> found = existing.column(name);
      if (found.isEmpty()) {
        differences.add("column " + name + " is missing");
      } else if (!holds(name, found.get().type().kind())) {
        differences.add(
            "column " + name + " is " + found.get().type().nativeText() + ", which changes cells");
      }
    }
    boolean hasKey =
        existing.keys().stream().map(CellSchemaTarget::names).anyMatch(CellTable.KEY::equals);
    if (!hasKey) {
      differences.add("its key is " + names(existing.copyKey()) + ", not " + CellTable.KEY);
    }
    return differences;
  }

  /** BINARY adds zeros at the end of a value. */
  private static boolean holds(String column, TypeKind kind) {
    return column.equals(CellTable.TIME)
        ? kind == TypeKind.BIGINT
        : kind.form() == ValueForm.BYTES && kind != TypeKind.BINARY && kind != TypeKind.BIT;
  }

  private static List<String> names(List<ColumnDefinition> columns) {
    return columns.stream().map(column -> column.name().toUpperCase(Locale.ROOT)).toList();
  }

  @Override
  public void execute(SchemaStatement statement) {
    server.execute(statement);
  }
}
