package io.openoms.hbase.sink;

import io.openoms.ObjectName;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * The families to which cells come back. They are the ones that a project came from: none is made
 * or changed here. Stateless; thread-safe.
 */
public final class CellFamilies implements SchemaTarget {

  private static final String ONLY_BACK =
      "this cluster takes cells back into families that it has; it is given no new ones";

  @Override
  public SchemaStatement database(String name) {
    return new SchemaStatement(
        SchemaStatement.Kind.DATABASE, name, "create_namespace '" + name + "'");
  }

  @Override
  public Conversion convert(TableDefinition table, ObjectName target, ConversionContext context) {
    return refused();
  }

  @Override
  public Conversion convert(ViewDefinition view, ObjectName target, ConversionContext context) {
    return refused();
  }

  private static Conversion refused() {
    return new Conversion(List.of(), List.of(), List.of(), List.of(), List.of(ONLY_BACK));
  }

  /** A row is a cell when it has the four columns, and no other one. */
  @Override
  public List<String> differences(TableDefinition existing, TableDefinition source) {
    List<String> names = source.storedColumns().stream().map(ColumnDefinition::name).toList();
    return Stream.concat(
            CellTable.COLUMNS.stream()
                .filter(name -> !names.contains(name))
                .map(name -> "column " + name + " is missing"),
            names.stream()
                .filter(name -> !CellTable.COLUMNS.contains(name))
                .map(name -> "column " + name + " has no place in a cell"))
        .toList();
  }

  /** Not called: nothing is converted. */
  @Override
  public void execute(SchemaStatement statement) {
    throw new UnsupportedOperationException(ONLY_BACK);
  }
}
