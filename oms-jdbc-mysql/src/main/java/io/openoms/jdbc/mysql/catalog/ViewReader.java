package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.ShownBytes;
import io.openoms.dialect.mysql.sql.ShownView;
import io.openoms.dialect.mysql.sql.ViewNames;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.ViewDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Reads views. */
final class ViewReader {

  private final Connections connections;
  private final CatalogQuery query;

  ViewReader(Connections connections, CatalogQuery query) {
    this.connections = connections;
    this.query = query;
  }

  Optional<ViewDefinition> read(ObjectName name) {
    return query
        .rows(
            "SELECT * FROM information_schema.views WHERE table_schema = ? AND table_name = ?",
            name.database(),
            name.name())
        .stream()
        .findFirst()
        .map(row -> definition(name, row));
  }

  private ViewDefinition definition(ObjectName name, Row row) {
    String body = ShownView.query(statement(name));
    return new ViewDefinition(
        name,
        TableRows.columns(query, name).stream().map(column -> column.text("column_name")).toList(),
        MySqlFamilyDialect.sql(body),
        row.text("check_option").isEmpty() ? "NONE" : row.text("check_option"),
        row.text("security_type").equals("INVOKER"),
        ViewNames.read(body));
  }

  /**
   * The statement that makes the view, all its tables with their database: servers leave out a
   * session's current one. information_schema shows texts without their character set.
   */
  private String statement(ObjectName name) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      Optional<String> current = current(statement);
      if (current.isPresent()) {
        use(statement, "information_schema");
      }
      try {
        CatalogQuery.Shown shown = CatalogQuery.shown(statement, show(name), "NULL");
        return shown.isUtf8()
            ? ShownBytes.read(shown.bytes())
            : ShownBytes.converted(
                CatalogQuery.shown(statement, show(name), "utf8mb4").bytes(), shown.characterSet());
      } finally {
        if (current.isPresent()) {
          use(statement, current.get());
        }
      }
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.of(name), "reading the view's definition");
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          JdbcError.STATEMENT_FAILED,
          ErrorContext.of(name),
          "reading the view's definition: it " + e.getMessage(),
          e);
    }
  }

  private static Optional<String> current(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT DATABASE()")) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  /** By a statement: the driver quotes a name by the session's mode at its login, not today's. */
  private static void use(Statement statement, String database) throws SQLException {
    statement.execute("USE " + Identifiers.quote(database));
  }

  private static String show(ObjectName name) {
    return "SHOW CREATE VIEW " + Identifiers.quote(name);
  }
}
