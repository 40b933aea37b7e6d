package io.openoms.tidb.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.DefinitionStatement;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A statement of a changefeed, and what it makes of one table: as the family's grammar has it, but
 * where TiDB differs. A message holds the statement's text and not its session, so a text that
 * another session would read otherwise is not followed. Immutable.
 */
record ChangefeedStatement(
    TextOrder order,
    DdlStatement statement,
    TableDefinition before,
    Predicate<ObjectName> isTable) {

  TableEffect effect() {
    try {
      return read();
    } catch (IllegalArgumentException e) {
      return TableEffect.refused(
          before.name(), "the statement is not understood: it " + e.getMessage());
    }
  }

  private TableEffect read() {
    String sql = ShownStatement.of(statement.text()).plain();
    List<Token> tokens = Tokenizer.scan(sql);
    Optional<String> doubt = doubt(sql, tokens);
    if (doubt.isPresent()) {
      return TableEffect.replaced(before.name(), doubt.get());
    }
    if (StorageClauses.areAll(tokens)) {
      return TableEffect.none(before.name(), "it is about how the cluster keeps the rows");
    }
    TableEffect effect = DefinitionStatement.of(sql, statement.database(), before, isTable);
    if (effect.kind() != TableEffect.Kind.ALTERED) {
      return effect;
    }
    Optional<String> refusal = refusal(tokens, effect);
    return refusal.isPresent()
        ? TableEffect.refused(before.name(), refusal.get())
        : TableEffect.altered(
            before.name(),
            meant(effect.after().orElseThrow()),
            effect.origins(),
            effect.partitions());
  }

  private static Optional<String> doubt(String sql, List<Token> tokens) {
    boolean isOfSession =
        sql.contains("\"") || sql.contains("\\") || tokens.stream().anyMatch(t -> t.is("real"));
    return isOfSession
        ? Optional.of(
            "its session may have given quotes, backslashes or REAL another meaning, and a"
                + " changefeed does not say so")
        : Optional.empty();
  }

  private Optional<String> refusal(List<Token> tokens, TableEffect effect) {
    if (count(tokens, "convert") > 0) {
      return Optional.of("it converts the texts of the table");
    }
    if (count(tokens, "charset") + count(tokens, "character") > count(tokens, "collate")) {
      return Optional.of("it names a character set without a collation");
    }
    TableDefinition after = effect.after().orElseThrow();
    if (after.copyKey().isEmpty()) {
      return Optional.of("rows of a table without a key cannot be told apart in a changefeed");
    }
    return after.columns().stream()
        .flatMap(column -> ofDefault(column, effect.origins().containsKey(column.name())).stream())
        .findFirst();
  }

  private static Optional<String> ofDefault(ColumnDefinition column, boolean wasThere) {
    if (!(column.defaultValue().orElse(null) instanceof DefaultValue.Expression expression)) {
      return Optional.empty();
    }
    String sql = expression.sql().sql().toLowerCase(Locale.ROOT);
    if (sql.contains("current_timestamp") && !wasThere) {
      return Optional.of(
          "rows that are there get a time in column "
              + column.name()
              + " that the changefeed does not hold");
    }
    return sql.contains("nextval")
        ? Optional.of("the default of column " + column.name() + " asks a sequence")
        : Optional.empty();
  }

  private static long count(List<Token> tokens, String word) {
    return tokens.stream().filter(token -> token.is(word)).count();
  }

  /** New columns as the cluster means them; those that were there are so already. */
  private TableDefinition meant(TableDefinition after) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (ColumnDefinition column : after.columns()) {
      columns.add(column.withType(order.meant(column.type())));
    }
    boolean isUnchecked = TextOrder.isUnchecked(after.characterSet());
    return new TableDefinition(
        after.name(),
        columns,
        after.indexes(),
        after.foreignKeys(),
        after.checks(),
        isUnchecked ? Optional.of("utf8mb4") : after.characterSet(),
        isUnchecked ? Optional.of("utf8mb4_bin") : after.collation().map(order::meant),
        after.autoIncrement(),
        after.comment(),
        after.partitioning(),
        after.features(),
        after.remains(),
        after.averageRowBytes(),
        after.storage());
  }
}
