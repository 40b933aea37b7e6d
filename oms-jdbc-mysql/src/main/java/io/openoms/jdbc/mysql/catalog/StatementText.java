package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import org.jspecify.annotations.Nullable;

/** The opaque text of a definition: its kind, a version, and the CREATE TABLE statement. */
final class StatementText {

  private static final String KIND = "create-table/1 ";

  /** Definitions were stored without a kind before it was written. */
  private static final String OLD = "CREATE ";

  private StatementText() {}

  static DefinitionText of(String statement) {
    return new DefinitionText(KIND + statement);
  }

  /**
   * The definition of a text.
   *
   * @throws MigrationException when the text is of another kind or version, or damaged
   */
  static TableDefinition read(ObjectName name, DefinitionText text) {
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
