package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a database of the same name on two servers of MySQL's dialect by plain SQL, without the
 * code under test. Immutable and thread-safe.
 *
 * @param source the expected side
 * @param sink the side that must be equal
 * @param database the name on both sides
 */
public record SqlComparison(DatabaseServer source, DatabaseServer sink, String database) {

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

  /** OceanBase's kernel lacks the default collation of MySQL 8.0 and later. */
  public static final String NO_0900 =
      "(column|table) .* collation: utf8mb4_0900_ai_ci -> utf8mb4_general_ci";

  /**
   * Tables, columns, indexes, CHECKs, partitions and views are equal in all that {@link
   * DefinitionFacts} reads of them. The next number may be higher at the sink.
   *
   * @param exceptions what may be different, as regular expressions over lines such as {@code
   *     column t.c collation: utf8mb4_0900_ai_ci -> utf8mb4_general_ci}
   */
  public void assertSameDefinitions(String... exceptions) throws SQLException {
    List<String> differences = new ArrayList<>(definitionDifferences());
    differences.removeIf(line -> Stream.of(exceptions).anyMatch(line::matches));
    assertThat(differences).as("differences of %s", database).isEmpty();
  }

  /** All differences, as lines. */
  List<String> definitionDifferences() throws SQLException {
    Map<String, String> wanted = DefinitionFacts.of(source, database);
    Map<String, String> found = DefinitionFacts.of(sink, database);
    assertThat(wanted).as("facts of %s", database).isNotEmpty();
    Set<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(found.keySet());
    return names.stream()
        .filter(name -> !isSame(name, wanted.get(name), found.get(name)))
        .map(name -> name + ": " + wanted.get(name) + " -> " + found.get(name))
        .toList();
  }

  private static boolean isSame(String name, @Nullable String wanted, @Nullable String found) {
    if (name.endsWith(" next number") && wanted != null) {
      return Long.parseLong(wanted) <= (found == null ? 1 : Long.parseLong(found));
    }
    return Objects.equals(wanted, found) || name.endsWith(" next number");
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
