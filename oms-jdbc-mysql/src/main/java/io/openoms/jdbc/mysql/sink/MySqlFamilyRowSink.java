package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.state.StateTables;
import io.openoms.spi.CorrectionScript;
import io.openoms.spi.Delivery;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes rows into a server of the MySQL family. Thread-safe. */
public final class MySqlFamilyRowSink implements RowSink {

  private final Connections connections;
  private final SinkContext context;

  /**
   * Writes over those connections.
   *
   * @param maxAllowedPacket the server's limit for one statement, in bytes
   * @param traits what its product takes in statements
   */
  public MySqlFamilyRowSink(
      Connections connections, StateTables stateTables, long maxAllowedPacket, SinkTraits traits) {
    this.connections = connections;
    this.context =
        new SinkContext(
            connections.failures(), stateTables, StatementLimit.of(maxAllowedPacket), traits);
  }

  @Override
  public Delivery delivery() {
    return Delivery.TRANSACTIONAL;
  }

  @Override
  public Set<SinkCapability> capabilities() {
    return EnumSet.of(
        SinkCapability.SAVEPOINT,
        SinkCapability.DELETE_EQUAL,
        SinkCapability.DELETE_RANGE,
        SinkCapability.LOCKED_READ);
  }

  @Override
  public Optional<CorrectionScript> corrections() {
    return Optional.of(new CorrectionSql(context.traits().jsonIsText()));
  }

  @Override
  public SinkConnection connect() {
    return new JdbcSinkConnection(connections, context);
  }

  @Override
  public boolean isEmpty(ObjectName table) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1 FROM " + Identifiers.quote(table) + " LIMIT 1")) {
      return !rows.next();
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "looking whether " + table + " is empty");
    }
  }

  @Override
  public Set<ObjectName> filled(Collection<ObjectName> tables) {
    return FilledTables.among(tables, this::numbers);
  }

  private List<Integer> numbers(String sql) {
    List<Integer> numbers = new ArrayList<>();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "looking which tables are empty");
    }
  }
}
