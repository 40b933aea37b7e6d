package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.alter.DefinitionStatement;
import io.openoms.dialect.mysql.alter.SwappedTable;
import io.openoms.dialect.mysql.online.OnlineWork;
import io.openoms.dialect.mysql.online.ToolStatement;
import io.openoms.dialect.mysql.online.ToolStep;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows a tool that changes a table online through the statements of a log: the table that it
 * makes, the changes of that one, and the swap, at which the table has another definition and the
 * rows that this makes of its own. One statement of one table.
 */
final class OnlineChanges {

  private final DdlStatement statement;
  private final ObjectName table;
  private final Predicate<ObjectName> isTable;
  private final WatchedText before;
  private final Optional<ToolStep> step;

  OnlineChanges(
      DdlStatement statement,
      ObjectName table,
      Predicate<ObjectName> isTable,
      DefinitionText before) {
    this.statement = statement;
    this.table = table;
    this.isTable = isTable;
    this.before = WatchedText.read(before);
    this.step = ToolStatement.read(statement.text(), statement.database(), table);
  }

  /** The effect on the table of a tool's step that names it; empty for any other statement. */
  Optional<TableEffect> effect() {
    if (step.isEmpty()) {
      return Optional.empty();
    }
    OnlineWork work = before.work();
    if (work.isStepAside(step.get(), table) || work.isStepBack(step.get(), table)) {
      return Optional.of(TableEffect.none(table, "a tool gives it another name for a moment"));
    }
    return work.isSwap(step.get(), table, isTable) ? Optional.of(swap()) : Optional.empty();
  }

  private TableEffect swap() {
    OnlineWork work = before.work();
    if (!work.isKnown(step.orElseThrow(), table, isTable) || before.toCome().isEmpty()) {
      return TableEffect.refused(
          table,
          "another table takes its name, as by a tool that changes tables online, and the log has"
              + " not shown that tool's work from its beginning: the rows may be others");
    }
    if (!work.fault().isEmpty()) {
      return TableEffect.refused(table, work.fault());
    }
    return SwappedTable.effect(
        StatementText.read(table, before.own()), StatementText.read(table, before.toCome().get()));
  }

  /** The text behind a statement that has changed the table's definition. */
  DefinitionText changed() {
    boolean isSwap = step.filter(s -> before.work().isSwap(s, table, isTable)).isPresent();
    if (isSwap) {
      return before.toCome().orElseThrow();
    }
    WatchedText own = before.withOwn(StatementText.after(before.own(), statement));
    return (before.work().isNone() ? own : touched(own)).text();
  }

  /** The tools take what they copy for all that there is. */
  private static WatchedText touched(WatchedText text) {
    return text.with(
        text.work().withFault("the table itself was changed while the tool worked"), text.toCome());
  }

  /**
   * The text behind a statement that leaves the table's definition as it is.
   *
   * @param transaction the name of the statement's transaction
   * @param effect what the statement makes of the table; empty where it does not name it
   * @param isForeign whether its session gave its text another meaning
   * @return empty when it adds nothing
   */
  Optional<DefinitionText> noted(
      String transaction, Optional<TableEffect> effect, boolean isForeign) {
    if (before.transactions().contains(transaction)) {
      return Optional.empty();
    }
    WatchedText next = step.map(this::after).orElse(before);
    if (isForeign && !next.equals(before)) {
      next =
          next.with(
              next.work().withFault("a session gave texts of the tool another meaning"),
              next.toCome());
    }
    boolean isEmptied =
        effect.filter(e -> e.kind() == TableEffect.Kind.EMPTIED).isPresent()
            && !next.work().toCome().isEmpty();
    next = isEmptied ? touched(next) : next;
    return next.equals(before)
        ? Optional.empty()
        : Optional.of(next.withTransaction(transaction).text());
  }

  private WatchedText after(ToolStep known) {
    OnlineWork work = before.work();
    OnlineWork next = work.after(known, statement.text(), table);
    if (OnlineWork.isBeginning(known, table)) {
      return begun(known, next);
    }
    if (work.isChange(known, table)) {
      return altered(next);
    }
    return before.with(next, next.toCome().isEmpty() ? Optional.empty() : before.toCome());
  }

  private WatchedText begun(ToolStep known, OnlineWork work) {
    boolean isLike = known.kind() == ToolStep.Kind.CREATED_LIKE;
    DefinitionText text = isLike ? like() : StatementText.of(statement.text());
    try {
      TableDefinition made = StatementText.read(table, text);
      return before.with(
          isLike && !made.checks().isEmpty()
              ? work.withFault("the table has CHECKs, which get other names in a copy")
              : work,
          Optional.of(text));
    } catch (MigrationException e) {
      return before.with(work.withFault(e.description()), Optional.of(text));
    }
  }

  /** A table that is made like another one has no foreign keys. */
  private DefinitionText like() {
    String dropped =
        StatementText.read(table, before.own()).foreignKeys().stream()
            .map(key -> "DROP FOREIGN KEY " + Identifiers.quote(key.name()))
            .collect(Collectors.joining(", "));
    return dropped.isEmpty()
        ? before.own()
        : StatementText.after(
            before.own(),
            new DdlStatement(
                table.database(), "ALTER TABLE " + Identifiers.quote(table) + " " + dropped));
  }

  private WatchedText altered(OnlineWork work) {
    DefinitionText text = before.toCome().orElseThrow();
    if (!work.fault().isEmpty()) {
      return before;
    }
    TableDefinition now = StatementText.read(table, text);
    TableEffect effect =
        DefinitionStatement.of(statement.text(), statement.database(), now, any -> true);
    if (effect.kind() == TableEffect.Kind.NONE) {
      return before;
    }
    if (effect.after().isEmpty()) {
      return before.with(work.withFault(effect.reason()), before.toCome());
    }
    String fault = copied(now, effect);
    return fault.isEmpty()
        ? before.with(work, Optional.of(StatementText.after(text, statement)))
        : before.with(work.withFault(fault), before.toCome());
  }

  /** Why it is not certain that the tool copies each column into the one that it becomes. */
  private static String copied(TableDefinition before, TableEffect effect) {
    boolean renames =
        effect.origins().entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()));
    boolean exchanges =
        effect.after().orElseThrow().columns().stream()
            .anyMatch(
                column ->
                    before.column(column.name()).isPresent()
                        && !effect.origins().containsKey(column.name()));
    if (renames) {
      return "a column is renamed, and the tool's options decide whether its values are copied";
    }
    return exchanges ? "a column is dropped and added again, and the tool copies its values" : "";
  }
}
