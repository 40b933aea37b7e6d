package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Compares a database of the same name on two servers of MySQL's dialect by plain SQL, without the
 * code under test. Immutable and thread-safe.
 *
 * @param source the expected side
 * @param sink the side that must be equal
 * @param database the name on both sides
 */
public record SqlComparison(DatabaseServer source, DatabaseServer sink, String database) {

  // MySQL shows a literal's value; MariaDB the literal, and the word NULL for none; OceanBase's
  // kernel leaves out the digits of CURRENT_TIMESTAMP(3), though it keeps them.
  private static final String DEFAULT_VALUE =
      "CASE WHEN column_default IS NULL OR column_default = 'NULL' THEN '(none)'"
          + " WHEN LOWER(column_default) LIKE 'current_timestamp%' THEN '(now)'"
          + " WHEN column_default LIKE '''%' THEN REPLACE(REPLACE("
          + "TRIM(BOTH '''' FROM column_default), '''''', ''''), '\\\\\\\\', '\\\\')"
          + " ELSE column_default END";

  /**
   * Every row of a table or view is equal, as often as it occurs.
   *
   * @param columns what to read of it, such as {@code "id, HEX(name)"}
   */
  public void assertSameRows(String table, String columns) throws SQLException {
    String name = database + "." + table;
    try (Connection left = source.connect();
        Connection right = sink.connect()) {
      assertThat(TableDigest.rows(right, name, columns))
          .as("%s of %s", columns, name)
          .isEqualTo(TableDigest.rows(left, name, columns));
    }
  }

  /**
   * As {@link #assertSameRows}, for many rows and large ones: only a digest of each is held. What
   * differs is shown by some rows of either side.
   */
  public void assertSameMultiset(String table, String columns) throws SQLException {
    String name = database + "." + table;
    try (Connection left = source.connect();
        Connection right = sink.connect()) {
      RowMultiset wanted = RowMultiset.of(left, name, columns);
      RowMultiset found = RowMultiset.of(right, name, columns);
      if (!wanted.equals(found)) {
        throw new AssertionError(
            String.format(
                "%s of %s: %,d rows at the source, %,d at the sink. Only at the source: %s."
                    + " Only at the sink: %s",
                columns,
                name,
                wanted.rows(),
                found.rows(),
                wanted.without(found).shown(left, name, columns),
                found.without(wanted).shown(right, name, columns)));
      }
    }
  }

  /** Count and checksum of each table or view are equal: for many rows. */
  public void assertSameContent(List<String> names) throws SQLException {
    try (Connection left = source.connect();
        Connection right = sink.connect()) {
      for (String name : names) {
        assertThat(TableChecksum.of(right, database, name))
            .as(name)
            .isEqualTo(TableChecksum.of(left, database, name));
      }
    }
  }

  /**
   * Tables, columns, indexes and the names of views are equal, as far as all servers show them
   * alike: not display widths, collations, expressions, digits of a default time.
   */
  public void assertSameDefinitions() throws SQLException {
    String here = " WHERE table_schema = '" + database + "'";
    String tables = "SELECT table_name FROM information_schema.tables" + here;
    same(
        "information_schema.statistics" + here,
        "table_name, index_name, seq_in_index, column_name, non_unique, nullable = 'YES'");
    same(
        "information_schema.columns"
            + here
            + (" AND table_name IN (" + tables + " AND table_type = 'BASE TABLE')"),
        "table_name, ordinal_position, column_name, data_type, is_nullable, column_comment,"
            + " IF(data_type = 'decimal', CONCAT(numeric_precision, '.', numeric_scale), ''),"
            + " IF(data_type IN ('char', 'varchar', 'binary', 'varbinary'),"
            + " character_maximum_length, ''), extra LIKE '%auto_increment%', "
            + DEFAULT_VALUE);
    same(
        "information_schema.tables" + here + " AND table_type = 'BASE TABLE'",
        "table_name, table_comment");
    same("information_schema.tables" + here + " AND table_type = 'VIEW'", "table_name");
  }

  private void same(String table, String select) throws SQLException {
    try (Connection left = source.connect();
        Connection right = sink.connect()) {
      assertThat(TableDigest.rows(right, table, select))
          .as("%s of %s", select, table)
          .isEqualTo(TableDigest.rows(left, table, select));
    }
  }

  /**
   * The next number that the sink gives is not lower than the source's. Takes one number on each
   * side and leaves no row.
   *
   * @param table a table whose columns all have defaults, one of them AUTO_INCREMENT
   */
  public void assertNextNumberNotLower(String table) throws SQLException {
    assertThat(nextNumber(sink, table)).as(table).isGreaterThanOrEqualTo(nextNumber(source, table));
  }

  private long nextNumber(DatabaseServer server, String table) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO " + database + "." + table + " () VALUES ()");
      try (ResultSet rows = statement.executeQuery("SELECT LAST_INSERT_ID()")) {
        rows.next();
        return rows.getLong(1);
      } finally {
        connection.rollback();
      }
    }
  }
}
