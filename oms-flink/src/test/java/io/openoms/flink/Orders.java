package io.openoms.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A keyed table of 80 chunks and a keyless one, and the project that copies them. */
final class Orders {

  static final int ROWS = 40_000;
  static final int CHUNK_ROWS = 500;
  static final int CHUNKS = ROWS / CHUNK_ROWS;
  private static final int WRITERS = 4;
  private static final int NO_SUCH_TABLE = 1146;
  private static final String DIGITS =
      "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";

  private final String database;
  private final DatabaseServer from;
  private final DatabaseServer to;
  private final int times;

  Orders(String database, DatabaseServer from, DatabaseServer to) {
    this(database, from, to, 1);
  }

  /** With so many times more rows. */
  Orders(String database, DatabaseServer from, DatabaseServer to, int times) {
    this.database = database;
    this.from = from;
    this.to = to;
    this.times = times;
  }

  int rows() {
    return ROWS * times;
  }

  String database() {
    return database;
  }

  void create() {
    drop();
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "CREATE TABLE "
            + database
            + ".orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " customer INT NOT NULL, note VARCHAR(100), amount DECIMAL(10,2), KEY (customer))",
        "CREATE TABLE " + database + ".log (customer INT, note VARCHAR(100))");
    for (int time = 0; time < times; time++) {
      from.execute(
          "INSERT INTO "
              + database
              + ".orders (customer, note, amount)"
              + " SELECT n % 97, CONCAT('order ', n), n / 100 FROM (SELECT a.d + 10 * b.d"
              + " + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM "
              + String.join(", ", DIGITS + " a", DIGITS + " b", DIGITS + " c", DIGITS + " e")
              + ", (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) f) x");
    }
    from.execute(
        "INSERT INTO "
            + database
            + ".log SELECT customer, 'same' FROM "
            + database
            + ".orders WHERE id % 10 = 0",
        "ANALYZE TABLE " + database + ".orders");
  }

  /** The project, with so many rows a second at the most; 0 for no limit. */
  ProjectFactory project(long rowsPerSecond) {
    return project(rowsPerSecond, WRITERS);
  }

  ProjectFactory project(long rowsPerSecond, int writers) {
    return new Factory(
        database,
        new Place(from.jdbcUrl(), from.user(), from.password()),
        new Place(to.jdbcUrl(), to.user(), to.password()),
        rowsPerSecond,
        writers);
  }

  /** Where a test server is, which keeps nothing that is secret. */
  record Place(String url, String user, String password) implements Serializable {}

  /** What travels to the cluster. */
  record Factory(String database, Place from, Place to, long rowsPerSecond, int writers)
      implements ProjectFactory {

    @Override
    public MigrationProject project() {
      return MigrationProject.builder(database)
          .source(MySql.at(from.url()).credentials(from.user(), from.password()))
          .sink(OceanBase.at(to.url()).credentials(to.user(), to.password()))
          .objects(o -> o.include(database + ".*"))
          .phases(
              p ->
                  p.schema()
                      .full(
                          f ->
                              f.chunkRows(CHUNK_ROWS)
                                  .rowsPerSecond(rowsPerSecond)
                                  .writers(writers)))
          .build();
    }
  }

  /** Chunks whose mark is at the sink; 0 before there is any bookkeeping. */
  long chunksDone() {
    return number(
        to, "SELECT COUNT(*) FROM oms_state.chunk WHERE done = 1 AND project = '" + database + "'");
  }

  /** Rows of the keyed table that the source has sent since {@link #create}. */
  long rowsSent() {
    return number(
        from,
        "SELECT COALESCE(SUM(sum_rows_sent), 0)"
            + " FROM performance_schema.events_statements_summary_by_digest"
            + " WHERE digest_text LIKE 'SELECT%`note`%`"
            + database
            + "` . `orders`%'");
  }

  void assertEqual() throws SQLException {
    List<String> source = sums(from);
    assertThat(source.get(0)).startsWith(rows() + " ");
    assertThat(sums(to)).isEqualTo(source);
    assertThat(number(to, "SELECT COUNT(DISTINCT id) FROM " + database + ".orders"))
        .isEqualTo(rows());
  }

  private List<String> sums(DatabaseServer server) throws SQLException {
    List<String> sums = new ArrayList<>();
    for (String query :
        List.of(
            "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, customer, note, amount))) FROM "
                + database
                + ".orders",
            "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', customer, note))) FROM "
                + database
                + ".log")) {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        row.next();
        sums.add(row.getString(1) + " " + row.getString(2));
      }
    }
    return sums;
  }

  private static long number(DatabaseServer server, String query) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return 0;
      }
      throw new IllegalStateException(query, e);
    }
  }

  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }
}
