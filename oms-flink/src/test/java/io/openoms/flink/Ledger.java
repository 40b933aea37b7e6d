package io.openoms.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.tidb.TiDb;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A keyed table of some chunks and one without a key, in statements that each product takes, and
 * the project that copies them.
 */
final class Ledger {

  static final int ROWS = 6_000;
  private static final int CHUNK_ROWS = 400;
  private static final int AT_A_TIME = 500;

  /** The products, by the connector that knows each. */
  enum Product {
    MYSQL,
    OCEANBASE,
    POSTGRESQL,
    TIDB;

    Endpoint at(Place place) {
      return switch (this) {
        case MYSQL -> MySql.at(place.url()).credentials(place.user(), place.password());
        case OCEANBASE -> OceanBase.at(place.url()).credentials(place.user(), place.password());
        case POSTGRESQL ->
            PostgreSql.at(place.url() + "postgres").credentials(place.user(), place.password());
        case TIDB -> TiDb.at(place.url()).credentials(place.user(), place.password());
      };
    }

    /** Makes a name for tables, which is another product's database. */
    String create(String name) {
      return (this == POSTGRESQL ? "CREATE SCHEMA " : "CREATE DATABASE ") + name;
    }

    String drop(String name) {
      return this == POSTGRESQL
          ? "DROP SCHEMA IF EXISTS " + name + " CASCADE"
          : "DROP DATABASE IF EXISTS " + name;
    }
  }

  /** Where a test server is, which keeps nothing that is secret. */
  record Place(Product product, String url, String user, String password) implements Serializable {

    static Place of(Product product, DatabaseServer server) {
      return new Place(product, server.jdbcUrl(), server.user(), server.password());
    }

    Endpoint endpoint() {
      return product.at(this);
    }
  }

  /** What travels to the cluster. */
  record Factory(String name, Place from, Place to) implements ProjectFactory {

    @Override
    public MigrationProject project() {
      return MigrationProject.builder(name)
          .source(from.endpoint())
          .sink(to.endpoint())
          .objects(o -> o.include(name + ".*"))
          .phases(p -> p.schema().full(f -> f.chunkRows(CHUNK_ROWS).writers(2)).verification())
          .build();
    }
  }

  private final String name;
  private final Product product;
  private final DatabaseServer from;
  private final Product into;
  private final DatabaseServer to;

  Ledger(Product product, DatabaseServer from, Product into, DatabaseServer to) {
    this.name = "ledger_" + product.name().toLowerCase(Locale.ROOT) + "_" + System.nanoTime();
    this.product = product;
    this.from = from;
    this.into = into;
    this.to = to;
  }

  ProjectFactory project() {
    return new Factory(name, Place.of(product, from), Place.of(into, to));
  }

  void create() throws SQLException {
    from.execute(
        product.create(name),
        "CREATE TABLE "
            + name
            + ".entry (id bigint NOT NULL PRIMARY KEY, note varchar(60), amount decimal(12,2))",
        "CREATE TABLE " + name + ".trace (note varchar(60), at bigint)");
    fill("entry", "INSERT INTO " + name + ".entry VALUES (?, ?, ?)", ROWS);
    // Each row twice: the same one, and not a copy that came twice.
    String trace = "INSERT INTO " + name + ".trace SELECT note, id % 3 FROM " + name + ".entry";
    from.execute(trace, trace);
  }

  private void fill(String table, String insert, int rows) throws SQLException {
    try (Connection connection = from.connect();
        PreparedStatement statement = connection.prepareStatement(insert)) {
      connection.setAutoCommit(false);
      for (int row = 1; row <= rows; row++) {
        statement.setLong(1, 7L * row - rows);
        statement.setString(2, row % 10 == 0 ? null : table + " " + row + " ü🚪");
        statement.setBigDecimal(3, java.math.BigDecimal.valueOf(row * 13L, 2));
        statement.addBatch();
        if (row % AT_A_TIME == 0 || row == rows) {
          statement.executeBatch();
          connection.commit();
        }
      }
    }
  }

  void assertEqual() throws SQLException {
    for (String query :
        List.of(
            "SELECT id, note, amount FROM " + name + ".entry ORDER BY id",
            "SELECT at, note, COUNT(*) FROM " + name + ".trace GROUP BY at, note")) {
      List<String> expected = rows(from, query);
      assertThat(expected).hasSizeGreaterThan(ROWS / 2);
      assertThat(rows(to, query)).as(query).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<String> rows(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1) + "|" + found.getString(2) + "|" + found.getString(3));
      }
      return rows;
    }
  }

  void drop() {
    project().project().release();
    from.execute(product.drop(name));
    to.execute(into.drop(name));
  }
}
