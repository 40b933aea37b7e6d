package io.openoms.tidb.catalog;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.catalog.TextParts;
import io.openoms.jdbc.mysql.catalog.UnreadableDefinition;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.ArrayList;
import java.util.List;

/**
 * The opaque text of a table's definition: its kind and version, how the cluster compares texts,
 * and the statement of SHOW CREATE TABLE. Where later statements of the changefeed have changed the
 * definition, they follow, each with its database. Immutable.
 *
 * @param order how the cluster compares texts
 * @param shown the statement of SHOW CREATE TABLE
 * @param changes the statements that have changed the definition since, in order
 */
record TableText(TextOrder order, String shown, List<DdlStatement> changes) {

  private static final String KIND = "tidb-table/1 ";
  private static final String CHANGED = "tidb-changed-table/1 ";

  TableText {
    changes = List.copyOf(changes);
  }

  /** The text of a definition as the cluster shows it. */
  static TableText shown(TextOrder order, String statement) {
    return new TableText(order, statement, List.of());
  }

  /** The same behind a further statement. */
  TableText with(DdlStatement statement) {
    List<DdlStatement> more = new ArrayList<>(changes);
    more.add(statement);
    return new TableText(order, shown, more);
  }

  /** The text that is stored. */
  DefinitionText stored() {
    if (changes.isEmpty()) {
      return new DefinitionText(KIND + order.word() + " " + shown);
    }
    StringBuilder text = new StringBuilder(CHANGED + order.word() + " " + TextParts.part(shown));
    for (DdlStatement change : changes) {
      text.append(TextParts.part(change.database())).append(TextParts.part(change.text()));
    }
    return new DefinitionText(text.toString());
  }

  /**
   * Reads a stored text.
   *
   * @throws MigrationException STATE_UNKNOWN when it is of another kind or version, or damaged
   */
  static TableText read(ObjectName name, DefinitionText stored) {
    String text = stored.text();
    for (TextOrder order : TextOrder.values()) {
      String plain = KIND + order.word() + " ";
      String changed = CHANGED + order.word() + " ";
      if (text.startsWith(plain)) {
        return shown(order, text.substring(plain.length()));
      }
      if (text.startsWith(changed)) {
        return changed(name, order, text.substring(changed.length()));
      }
    }
    throw UnreadableDefinition.of(name, "it does not begin with " + KIND.strip(), null);
  }

  private static TableText changed(ObjectName name, TextOrder order, String text) {
    try {
      List<String> parts = TextParts.of(text);
      if (parts.size() % 2 == 0) {
        throw new IllegalArgumentException("it has " + parts.size() + " parts");
      }
      TableText table = shown(order, parts.get(0));
      for (int i = 1; i < parts.size(); i += 2) {
        table = table.with(new DdlStatement(parts.get(i), parts.get(i + 1)));
      }
      return table;
    } catch (IllegalArgumentException e) {
      throw UnreadableDefinition.of(name, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The definition of this text.
   *
   * @throws MigrationException STATE_UNKNOWN when a statement has no effect on it
   */
  TableDefinition definition(ObjectName name) {
    TableDefinition table = new Meaning(order).table(name, shown, 0);
    for (DdlStatement change : changes) {
      // Names are compared no more: the statement is known to be this table's.
      TableEffect effect = new ChangefeedStatement(order, change, table, any -> true).effect();
      if (effect.after().isEmpty()) {
        throw UnreadableDefinition.of(
            name, "a statement of it has no effect: " + effect.reason(), null);
      }
      table = effect.after().get();
    }
    return table;
  }
}
