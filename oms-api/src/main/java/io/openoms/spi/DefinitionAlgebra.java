package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.Optional;

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
   * The same, by what the log has shown before of statements beside the table, too: a tool may
   * prepare another table that takes its place.
   *
   * @param known the text of the definition before, with what {@link #noted} has added
   */
  default TableEffect effect(DdlStatement statement, TableDefinition before, DefinitionText known) {
    return effect(statement, before);
  }

  /**
   * What a statement adds to what is known beside a table's definition, which it leaves as it is:
   * {@link Catalog#definition} gives the same of both texts.
   *
   * @param transaction the name of the statement's transaction; told again it adds nothing
   * @param before the text of the definition
   * @param effect what the statement makes of the table; empty where it does not name it
   * @return the text with it; empty when it adds nothing
   */
  default Optional<DefinitionText> noted(
      DdlStatement statement,
      String transaction,
      ObjectName table,
      DefinitionText before,
      Optional<TableEffect> effect) {
    return Optional.empty();
  }

  /**
   * The text of a definition after a statement, for the schema history: {@link Catalog#definition}
   * gives of it what {@link #effect} gives as the definition after.
   *
   * @param before the text of the definition before the statement
   */
  DefinitionText after(DdlStatement statement, ObjectName table, DefinitionText before);

  /**
   * The text of a definition for a table that has taken another one's name: {@link
   * Catalog#definition} gives of it the same definition under that name.
   *
   * @param before the text of the definition by its name before, of the same database
   */
  default DefinitionText renamed(DefinitionText before) {
    return before;
  }
}
