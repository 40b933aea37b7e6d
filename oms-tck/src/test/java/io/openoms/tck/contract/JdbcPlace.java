package io.openoms.tck.contract;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.Endpoint;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A database, or a schema, of a server that plain JDBC reaches. */
final class JdbcPlace implements SourceFixture, SinkFixture {

  private final DatabaseServer server;
  private final Endpoint endpoint;
  private final String database = TestedPair.newName("contract");
  private final String dropped;

  private JdbcPlace(DatabaseServer server, Endpoint endpoint, String created, String dropped) {
    this.server = server;
    this.endpoint = endpoint;
    this.dropped = dropped;
    server.execute(created + " " + database);
  }

  static JdbcPlace mySql(DatabaseServer server) {
    return new JdbcPlace(
        server,
        MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()),
        "CREATE DATABASE",
        "DROP DATABASE %s");
  }

  static JdbcPlace oceanBase(DatabaseServer server) {
    return new JdbcPlace(
        server,
        OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password()),
        "CREATE DATABASE",
        "DROP DATABASE %s");
  }

  static JdbcPlace postgreSql(DatabaseServer server) {
    return new JdbcPlace(
        server,
        PostgreSql.at(server.jdbcUrl() + "postgres").credentials(server.user(), server.password()),
        "CREATE SCHEMA",
        "DROP SCHEMA %s CASCADE");
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public ObjectName name(String table) {
    return new ObjectName(database, table);
  }

  @Override
  public ObjectName create(String name) {
    ObjectName table = name(name);
    server.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY, v VARCHAR(100))");
    return table;
  }

  @Override
  public void insert(ObjectName table, int from, int rows) {
    try (Connection connection = server.connect();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
      connection.setAutoCommit(false);
      for (int id = from; id < from + rows; id++) {
        statement.setInt(1, id);
        statement.setString(2, "v" + id);
        statement.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void update(ObjectName table, int id, String v) {
    server.execute("UPDATE " + table + " SET v = '" + v + "' WHERE id = " + id);
  }

  @Override
  public void delete(ObjectName table, int id) {
    server.execute("DELETE FROM " + table + " WHERE id = " + id);
  }

  @Override
  public Map<Integer, String> rows(ObjectName table) {
    Map<Integer, String> found = new HashMap<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, v FROM " + table)) {
      while (rows.next()) {
        found.put(rows.getInt(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Override
  public void close() {
    server.execute(dropped.formatted(database));
  }
}
