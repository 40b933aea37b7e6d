package io.openoms.spi;

import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;

/**
 * Tells what statements of a source's log make of definitions, without asking the source, whose
 * tables may look otherwise by now. Pure functions: the same statement has the same effect in each
 * run. Thread-safe; never blocks.
 */
public interface DefinitionAlgebra {

  /**
   * What a statement makes of a table. What is not understood is {@link TableEffect.Kind#REFUSED},
   * unless it is certain that the table is not concerned.
   *
   * @param before the whole table before the statement
   */
  TableEffect effect(DdlStatement statement, TableDefinition before);

  /**
   * The text of a definition after a statement, for the schema history: {@link Catalog#definition}
   * gives of it what {@link #effect} gives as the definition after.
   *
   * @param before the text of the definition before the statement
   */
  DefinitionText after(DdlStatement statement, DefinitionText before);
}
