package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.DefinitionStatement;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.Locale;
import java.util.Optional;

/** What statements of a log of the family make of definitions. Immutable. */
public final class LoggedDefinitions implements DefinitionAlgebra {

  private final boolean ignoreCase;

  /**
   * For a server's log.
   *
   * @param ignoreCase whether the server takes names that differ in case for the same
   */
  public LoggedDefinitions(boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
  }

  @Override
  public TableEffect effect(DdlStatement statement, TableDefinition before) {
    return foreign(statement)
        ? TableEffect.replaced(
            before.name(), "its session gave quotes, backslashes or types another meaning")
        : DefinitionStatement.of(
            statement.text(), statement.database(), before, name -> isSame(name, before.name()));
  }

  @Override
  public TableEffect effect(DdlStatement statement, TableDefinition before, DefinitionText known) {
    return foreign(statement)
        ? effect(statement, before)
        : online(statement, before.name(), known)
            .effect()
            .orElseGet(() -> effect(statement, before));
  }

  private OnlineChanges online(DdlStatement statement, ObjectName table, DefinitionText before) {
    return new OnlineChanges(statement, table, name -> isSame(name, table), before);
  }

  @Override
  public Optional<DefinitionText> noted(
      DdlStatement statement,
      String transaction,
      ObjectName table,
      DefinitionText before,
      Optional<TableEffect> effect) {
    return online(statement, table, before).noted(transaction, effect, foreign(statement));
  }

  /** Whether the statement has what the session's modes give another meaning. */
  private static boolean foreign(DdlStatement statement) {
    String text = statement.text();
    return (statement.modes().contains("ANSI_QUOTES") && text.contains("\""))
        || (statement.modes().contains("NO_BACKSLASH_ESCAPES") && text.contains("\\"))
        || (statement.modes().contains("REAL_AS_FLOAT")
            && text.toLowerCase(Locale.ROOT).contains("real"));
  }

  private boolean isSame(ObjectName name, ObjectName table) {
    return ignoreCase ? name.folded().equals(table.folded()) : name.equals(table);
  }

  @Override
  public DefinitionText after(DdlStatement statement, ObjectName table, DefinitionText before) {
    return online(statement, table, before).changed();
  }

  /** What a tool did beside the table was done for its name before. */
  @Override
  public DefinitionText renamed(DefinitionText before) {
    return WatchedText.read(before).own();
  }
}
