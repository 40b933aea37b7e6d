package io.openoms.postgresql.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.state.StateTables;
import io.openoms.postgresql.catalog.PostgreSqlCatalog;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.Delivery;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;

/** Writes rows, and the bookkeeping in their transactions. Thread-safe. */
public final class PostgreSqlRowSink implements RowSink {

  private final Connections connections;
  private final StateTables stateTables;
  private final TargetTables tables;

  /** Writes over those connections; types are mapped as the options say. */
  public PostgreSqlRowSink(Connections connections, StateTables stateTables, TypeOptions options) {
    this.connections = connections;
    this.stateTables = stateTables;
    this.tables =
        new TargetTables(
            new PostgreSqlCatalog(connections, options), new ValueConversions(options));
  }

  @Override
  public Delivery delivery() {
    return Delivery.TRANSACTIONAL;
  }

  @Override
  public Set<SinkCapability> capabilities() {
    return EnumSet.of(SinkCapability.SAVEPOINT);
  }

  /** Where the role may turn triggers off for its own sessions, they are off. */
  @Override
  public boolean runsTriggers() {
    Connection connection = connections.borrow();
    try {
      return !WriterSession.prepare(connection);
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "preparing a session to write");
    } finally {
      connections.discard(connection);
    }
  }

  @Override
  public SinkConnection connect() {
    return new WriterSession(connections, stateTables, tables);
  }

  @Override
  public boolean isEmpty(ObjectName table) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1 FROM " + Quoted.name(table) + " LIMIT 1")) {
      return !rows.next();
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.of(table), "looking whether " + table + " is empty");
    }
  }
}
