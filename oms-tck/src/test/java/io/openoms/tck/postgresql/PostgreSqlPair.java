package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.tck.TestedPair;
import io.openoms.tck.TestedServer;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * A schema of PostgreSQL that is migrated into a database of OceanBase of the same name, on servers
 * whose roles and globals have hostile settings. Both are dropped at the end. One thread.
 */
final class PostgreSqlPair implements AutoCloseable {

  private final TestedPair pair;
  private final String schema = TestedPair.newName("from_pg");

  private PostgreSqlPair(TestedPair pair) {
    this.pair = pair;
    onSource("CREATE SCHEMA " + schema);
  }

  /** The versions that are tested; on the everyday rung one of them. */
  static Stream<Named<ServerSpec>> sources() {
    return Rung.cases(
        Stream.of(
            Named.of("PostgreSQL 16", Servers.postgreSql16()),
            Named.of("PostgreSQL 14", Servers.postgreSql14()),
            Named.of("PostgreSQL 18", Servers.postgreSql18())));
  }

  static PostgreSqlPair open() {
    return from(Servers.postgreSql16());
  }

  static PostgreSqlPair from(ServerSpec source) {
    return new PostgreSqlPair(
        new TestedPair(
            TestedServer.of(source.hostile(), PostgreSqlPair::endpoint),
            TestedServer.of(
                Servers.oceanBase().hostile(),
                server ->
                    OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password()))));
  }

  static PostgreSql endpoint(DatabaseServer server) {
    return PostgreSql.at(server.jdbcUrl() + "postgres")
        .credentials(server.user(), server.password());
  }

  String schema() {
    return schema;
  }

  TestedPair pair() {
    return pair;
  }

  /** The same ends, the source with options of its own. */
  TestedPair with(UnaryOperator<PostgreSql> options) {
    return new TestedPair(
        new TestedServer(source(), options.apply(endpoint(source()))), pair.sink());
  }

  DatabaseServer source() {
    return pair.source().server();
  }

  DatabaseServer sink() {
    return pair.sink().server();
  }

  /** Runs statements at the source, where the schema comes first. */
  void onSource(String... statements) {
    try (Connection connection = source().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Schema, full copy and verification of all tables; every object must arrive. */
  void assertMigrates(long chunkRows) throws InterruptedException {
    pair.assertMigrates(schema, chunkRows);
  }

  MigrationResult migrate(long chunkRows) throws InterruptedException {
    return pair.migrate(schema, chunkRows);
  }

  static ObjectResult object(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no object " + table + ": " + result));
  }

  /** The rows of a query at the source; fields between bars. */
  List<String> fromSource(String query) {
    return rows(source(), "SET search_path = " + schema + ", public", query);
  }

  /** The rows of a query at the sink, in whose session it is UTC. */
  List<String> fromSink(String query) {
    return rows(sink(), "SET @@session.time_zone = '+00:00'", "USE " + schema, query);
  }

  /** Both queries give the same, and something. */
  void assertSame(String atSource, String atSink) {
    List<String> expected = fromSource(atSource);
    assertThat(expected).isNotEmpty();
    assertThat(fromSink(atSink)).as(atSource).isEqualTo(expected);
  }

  private static List<String> rows(DatabaseServer server, String... statements) {
    String query = statements[statements.length - 1];
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String first : List.of(statements).subList(0, statements.length - 1)) {
        statement.execute(first);
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(query)) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(String.valueOf(found.getString(i)));
          }
          rows.add(String.join(" | ", row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  @Override
  public void close() {
    onSource("DROP SCHEMA " + schema + " CASCADE");
    sink().execute("DROP DATABASE IF EXISTS " + schema);
  }
}
