package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.DefinitionStatement;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.List;

/**
 * The opaque text of a definition: its kind, a version, and the CREATE TABLE statement. Of a
 * definition that later statements of the log have changed, these follow: each with its session's
 * database, and the length of both. A {@link WatchedText} may be around it.
 */
final class StatementText {

  private static final String KIND = "create-table/1 ";
  private static final String CHANGED = "changed-table/1 ";

  /** Definitions were stored without a kind before it was written. */
  private static final String OLD = "CREATE ";

  private StatementText() {}

  static DefinitionText of(String statement) {
    return new DefinitionText(KIND + statement);
  }

  /** The text of a definition after a further statement. */
  static DefinitionText after(DefinitionText before, DdlStatement statement) {
    String all =
        before.text().startsWith(CHANGED) ? before.text() : CHANGED + TextParts.part(before.text());
    return new DefinitionText(
        all + TextParts.part(statement.database()) + TextParts.part(statement.text()));
  }

  /**
   * The definition of a text.
   *
   * @throws MigrationException when the text is of another kind or version, or damaged
   */
  static TableDefinition read(ObjectName name, DefinitionText text) {
    DefinitionText own = own(name, text);
    if (!own.text().startsWith(CHANGED)) {
      return created(name, own);
    }
    List<String> parts = parts(name, own.text().substring(CHANGED.length()));
    TableDefinition table = created(name, new DefinitionText(parts.get(0)));
    for (int i = 1; i + 1 < parts.size(); i += 2) {
      // Names are compared no more: the statement is known to be this table's.
      TableEffect effect =
          DefinitionStatement.of(parts.get(i + 1), parts.get(i), table, any -> true);
      if (effect.after().isEmpty()) {
        throw UnreadableDefinition.of(
            name, "a statement of it has no effect: " + effect.reason(), null);
      }
      table = effect.after().get();
    }
    return table;
  }

  private static DefinitionText own(ObjectName name, DefinitionText text) {
    try {
      return WatchedText.read(text).own();
    } catch (IllegalArgumentException e) {
      throw UnreadableDefinition.of(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<String> parts(ObjectName name, String text) {
    try {
      List<String> parts = TextParts.of(text);
      if (parts.size() % 2 == 1) {
        return parts;
      }
      throw new IllegalArgumentException("it has " + parts.size() + " parts");
    } catch (IllegalArgumentException e) {
      throw UnreadableDefinition.of(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static TableDefinition created(ObjectName name, DefinitionText text) {
    boolean isOld = text.text().startsWith(OLD);
    if (!isOld && !text.text().startsWith(KIND)) {
      throw UnreadableDefinition.of(name, "it does not begin with " + KIND.strip(), null);
    }
    try {
      // A table that took another one's place was created with a name of its own.
      return CreateTableParser.parse(
              isOld ? text.text() : text.text().substring(KIND.length()), name.database())
          .named(name);
    } catch (DdlSyntaxException e) {
      throw UnreadableDefinition.of(name, "it " + e.getMessage(), e);
    }
  }
}
