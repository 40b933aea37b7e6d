package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.DefinitionStatement;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The opaque text of a definition: its kind, a version, and the CREATE TABLE statement. Of a
 * definition that later statements of the log have changed, these follow: each with its session's
 * database, and the length of both.
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
    String all = before.text().startsWith(CHANGED) ? before.text() : CHANGED + part(before.text());
    return new DefinitionText(all + part(statement.database()) + part(statement.text()));
  }

  private static String part(String text) {
    return text.length() + ":" + text;
  }

  /**
   * The definition of a text.
   *
   * @throws MigrationException when the text is of another kind or version, or damaged
   */
  static TableDefinition read(ObjectName name, DefinitionText text) {
    if (!text.text().startsWith(CHANGED)) {
      return created(name, text);
    }
    List<String> parts = parts(name, text.text().substring(CHANGED.length()));
    TableDefinition table = created(name, new DefinitionText(parts.get(0)));
    for (int i = 1; i + 1 < parts.size(); i += 2) {
      // Names are compared no more: the statement is known to be this table's.
      TableEffect effect =
          DefinitionStatement.of(parts.get(i + 1), parts.get(i), table, any -> true);
      if (effect.after().isEmpty()) {
        throw unknown(name, "a statement of it has no effect: " + effect.reason(), null);
      }
      table = effect.after().get();
    }
    return table;
  }

  private static List<String> parts(ObjectName name, String text) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int colon = text.indexOf(':', at);
      if (colon < 0 || !text.substring(at, colon).matches("\\d{1,9}")) {
        throw unknown(name, "a part of it does not begin with its length", null);
      }
      int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
      if (end > text.length()) {
        throw unknown(name, "it ends within a part", null);
      }
      parts.add(text.substring(colon + 1, end));
      at = end;
    }
    if (parts.size() % 2 != 1) {
      throw unknown(name, "it has " + parts.size() + " parts", null);
    }
    return parts;
  }

  private static TableDefinition created(ObjectName name, DefinitionText text) {
    boolean isOld = text.text().startsWith(OLD);
    if (!isOld && !text.text().startsWith(KIND)) {
      throw unknown(name, "it does not begin with " + KIND.strip(), null);
    }
    try {
      return CreateTableParser.parse(
          isOld ? text.text() : text.text().substring(KIND.length()), name.database());
    } catch (DdlSyntaxException e) {
      throw unknown(name, "it " + e.getMessage(), e);
    }
  }

  private static MigrationException unknown(
      ObjectName name, String cause, @Nullable DdlSyntaxException reason) {
    return new MigrationException(
        JdbcError.STATE_UNKNOWN,
        ErrorContext.of(name),
        "the stored definition cannot be read: "
            + cause
            + ". Resume with the version of this library that stored it, or retry the table",
        reason);
  }
}
