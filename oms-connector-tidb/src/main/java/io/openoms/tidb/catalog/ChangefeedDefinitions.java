package io.openoms.tidb.catalog;

import io.openoms.ObjectName;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.function.Supplier;

/**
 * What the statements of a changefeed make of definitions. Names that differ in case are the same
 * to TiDB. Thread-safe.
 */
public final class ChangefeedDefinitions implements DefinitionAlgebra {

  private final Supplier<TextOrder> order;

  /**
   * For one cluster.
   *
   * @param order how it compares texts; asked where no stored definition says it
   */
  public ChangefeedDefinitions(Supplier<TextOrder> order) {
    this.order = order;
  }

  @Override
  public TableEffect effect(DdlStatement statement, TableDefinition before) {
    return effect(order.get(), statement, before);
  }

  @Override
  public TableEffect effect(DdlStatement statement, TableDefinition before, DefinitionText known) {
    return effect(TableText.read(before.name(), known).order(), statement, before);
  }

  private static TableEffect effect(
      TextOrder order, DdlStatement statement, TableDefinition before) {
    ObjectName folded = before.name().folded();
    return new ChangefeedStatement(order, statement, before, name -> name.folded().equals(folded))
        .effect();
  }

  @Override
  public DefinitionText after(DdlStatement statement, ObjectName table, DefinitionText before) {
    return TableText.read(table, before).with(statement).stored();
  }
}
