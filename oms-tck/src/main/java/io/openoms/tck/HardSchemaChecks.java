package io.openoms.tck;

import static io.openoms.tck.HardSchemaContract.CHECK_VIOLATED;
import static io.openoms.tck.HardSchemaContract.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What must be found at the sink of {@link HardTables}. */
final class HardSchemaChecks {

  /** All but the columns that hold the present time. */
  private static final String CONSTANT_DEFAULTS =
      "a, b, c, d, f * 1e0, HEX(bits), HEX(e), HEX(s), y, da, ti, t2, HEX(v), HEX(v2), HEX(v3),"
          + " v4, CONVERT(v5 USING utf8mb4), n, HEX(vb), HEX(bn), HEX(bz), u, `sel ect`";

  private final DatabaseServer source;
  private final DatabaseServer sink;
  private final String database;

  HardSchemaChecks(TestedPair pair, String database) {
    this.source = pair.source().server();
    this.sink = pair.sink().server();
    this.database = database;
  }

  void assertAll(SqlComparison sides, MigrationResult result) throws SQLException {
    sides.assertSameRows("attrs", "id, " + CONSTANT_DEFAULTS);
    for (String table : List.of("keysx", "gen", "chk", "fk", "pr", "prn", "prc", "pl", "plc")) {
      sides.assertSameRows(table, "*");
    }
    for (String table : List.of("ph", "plh", "pk", "plk", "pka", "mem", "myi")) {
      sides.assertSameRows(table, "*");
    }
    sides.assertSameRows("opts", "id, CONVERT(a USING utf8mb4)");
    sides.assertSameRows("inv", "id, h, z");
    sides.assertSameRows("sp", "id, HEX(g), HEX(h)");
    defaults();
    generatedAndInvisible();
    keys();
    if (!source.version().contains("MariaDB")) {
      changed(sides, result);
    }
    constraints(result);
    partitions(result);
  }

  private void defaults() throws SQLException {
    for (DatabaseServer server : List.of(source, sink)) {
      server.execute("INSERT INTO " + database + ".attrs () VALUES ()");
    }
    String attrs = database + ".attrs";
    assertThat(rows(sink, attrs + " WHERE j IS NULL", CONSTANT_DEFAULTS))
        .isEqualTo(rows(source, attrs + " WHERE j IS NULL", CONSTANT_DEFAULTS));
    assertThat(number(sink, "SELECT MAX(id) FROM " + attrs))
        .as("the next number")
        .isGreaterThanOrEqualTo(number(source, "SELECT MAX(id) FROM " + attrs));
    sink.execute("UPDATE " + attrs + " SET ts = '2001-01-01', dt = '2001-01-01', a = 2");
    sink.execute("UPDATE " + attrs + " SET a = 3");
    assertThat(number(sink, "SELECT COUNT(*) FROM " + attrs + " WHERE YEAR(ts) > 2001"))
        .as("rows whose times an update has set")
        .isEqualTo(2);
    sink.execute(
        "INSERT INTO " + database + ".exd (id) VALUES (1)",
        "INSERT INTO " + database + ".exd (id) VALUES (2)");
    assertThat(
            number(
                sink,
                "SELECT COUNT(DISTINCT u) FROM "
                    + database
                    + ".exd WHERE n = 3 AND d > NOW() AND c = 'a''b\\\\'"))
        .as("rows with values of their default expressions")
        .isEqualTo(2);
    String comments = "information_schema.tables WHERE table_schema = '" + database + "'";
    assertThat(rows(sink, comments, "table_name, table_comment"))
        .isEqualTo(rows(source, comments, "table_name, table_comment"));
  }

  /** What the sink refuses and something less stands for. */
  private void changed(SqlComparison sides, MigrationResult result) throws SQLException {
    sides.assertSameRows("ppk", "*");
    sides.assertSameRows("colref", "*");
    assertThat(object(result, "ppk").warnings())
        .anySatisfy(warning -> assertThat(warning).contains("unique key primary_key"));
    assertThat(refuses(DUPLICATE, "INSERT INTO " + database + ".ppk VALUES ('abcdxx')")).isTrue();
    assertThat(refuses(DUPLICATE, "INSERT INTO " + database + ".ppk VALUES ('abczxx')")).isFalse();
    assertThat(object(result, "colref").warnings())
        .anySatisfy(warning -> assertThat(warning).contains("column n loses its default"));
  }

  private void generatedAndInvisible() throws SQLException {
    for (DatabaseServer server : List.of(source, sink)) {
      server.execute("INSERT INTO " + database + ".gen (id, p) VALUES (3, 70)");
    }
    assertThat(rows(sink, database + ".gen", "*")).isEqualTo(rows(source, database + ".gen", "*"));
    String kinds =
        "information_schema.columns WHERE table_schema = '"
            + database
            + "' AND table_name IN ('gen', 'inv')";
    String select =
        "table_name, column_name, extra LIKE '%STORED%', extra LIKE '%VIRTUAL%', extra LIKE"
            + " '%INVISIBLE%'";
    assertThat(rows(sink, kinds, select)).isEqualTo(rows(source, kinds, select));
    assertThat(rows(sink, database + ".inv", "*"))
        .as("an invisible column is not among all of them")
        .isEqualTo(rows(source, database + ".inv", "*"));
  }

  private void keys() throws SQLException {
    // The kernel shows words of fulltext indexes as columns, and columns of its own for
    // expressions.
    String where =
        "information_schema.statistics WHERE table_schema = '" + database + "' AND index_type ";
    String plain =
        where
            + "NOT IN ('FULLTEXT', 'SPATIAL') AND column_name NOT LIKE 'SYS%'"
            + " AND column_name NOT LIKE '\\_\\_%' AND index_name <> 'm' AND table_name <> 'ppk'";
    String select =
        "table_name, index_name, seq_in_index, column_name, non_unique, IFNULL(sub_part, 0),"
            + " IF(index_name = 'PRIMARY', '', index_comment)";
    assertThat(rows(sink, plain, select)).isEqualTo(rows(source, plain, select));
    String words = where + "= 'FULLTEXT'";
    assertThat(rows(sink, words, "DISTINCT table_name, index_name"))
        .isEqualTo(rows(source, words, "DISTINCT table_name, index_name"));
    assertThat(shown("sp")).contains("SPATIAL KEY `g`");
    boolean mariaDb = source.version().contains("MariaDB");
    String hidden = "SELECT is_visible FROM information_schema.statistics WHERE table_schema = '";
    assertThat(
            text(sink, hidden + database + "' AND index_name = 'iv' AND is_visible = 'NO' LIMIT 1"))
        .isEqualTo("NO");
    if (!mariaDb) {
      assertThat(shown("fx"))
          .contains("lower(`a`)")
          .contains("UNIQUE KEY `fu`")
          .contains("json_extract");
      assertThat(shown("mv")).contains(" `m` (").containsIgnoringCase("array");
      assertThat(shown("ftp")).contains("FULLTEXT KEY `f`").contains("ngram");
    }
    assertThat(
            refuses(DUPLICATE, "INSERT INTO " + database + ".keysx VALUES (1, 9, 'one', '', '')"))
        .as("a second equal prefix is refused")
        .isTrue();
    assertThat(
            refuses(DUPLICATE, "INSERT INTO " + database + ".keysx VALUES (1, 9, 'other', '', '')"))
        .as("another prefix is not")
        .isFalse();
  }

  private void constraints(MigrationResult result) throws SQLException {
    assertThat(refuses(CHECK_VIOLATED, "INSERT INTO " + database + ".chk VALUES (2, 0, 'x')"))
        .isTrue();
    assertThat(refuses(CHECK_VIOLATED, "INSERT INTO " + database + ".chk VALUES (2, 7, 'x')"))
        .isTrue();
    assertThat(refuses(CHECK_VIOLATED, "INSERT INTO " + database + ".chk VALUES (2, 8, 'it''s')"))
        .isTrue();
    assertThat(refuses(CHECK_VIOLATED, "INSERT INTO " + database + ".chk VALUES (2, 8, 'x')"))
        .isFalse();
    if (!source.version().contains("MariaDB")) {
      assertThat(refuses(CHECK_VIOLATED, "INSERT INTO " + database + ".chkn VALUES (2, 0)"))
          .isFalse();
      assertThat(shown("chkn")).contains("NOT ENFORCED");
    }
    assertThat(object(result, "fk").warnings())
        .anySatisfy(held -> assertThat(held).contains("`fk 1`").contains("ON DELETE CASCADE"))
        .anySatisfy(held -> assertThat(held).contains("`fk2`"));
    String keys = "information_schema.referential_constraints WHERE constraint_schema = '";
    assertThat(rows(sink, keys + database + "'", "constraint_name")).isEmpty();
  }

  private void partitions(MigrationResult result) throws SQLException {
    String where =
        "information_schema.partitions WHERE table_schema = '"
            + database
            + "' AND partition_name IS NOT NULL AND table_name NOT IN ('lst')";
    String select =
        "table_name, partition_name, IFNULL(subpartition_name, ''),"
            + " REPLACE(partition_method, 'LINEAR ', ''),"
            + " IFNULL(REPLACE(subpartition_method, 'LINEAR ', ''), '')";
    assertThat(rows(sink, where, select)).isEqualTo(rows(source, where, select));
    for (String part :
        List.of(
            "pr PARTITION (p0)",
            "prn PARTITION (s0, s1)",
            "prc PARTITION (p0)",
            "pl PARTITION (p0)",
            "plc PARTITION (p1)")) {
      assertThat(rows(sink, database + "." + part, "*"))
          .as(part)
          .isEqualTo(rows(source, database + "." + part, "*"));
    }
    for (String linear : List.of("plh", "plk")) {
      assertThat(object(result, linear).warnings())
          .as(linear)
          .anySatisfy(warning -> assertThat(warning).contains("LINEAR"));
    }
    assertThat(object(result, "pr").warnings())
        .anySatisfy(warning -> assertThat(warning).contains("comments of partitions"));
    if (source.version().contains("MariaDB")) {
      // As texts on both sides.
      assertThat(rows(sink, database + ".uu", "CONCAT(id, ''), i, i4"))
          .isEqualTo(
              rows(source, database + ".uu", "CONCAT(id, ''), CONCAT(i, ''), CONCAT(i4, '')"));
      sink.execute("INSERT INTO " + database + ".lst VALUES (1), (77)");
      assertThat(rows(sink, database + ".lst PARTITION (pd)", "*")).hasSize(1);
    }
  }

  private static ObjectResult object(MigrationResult result, String name) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String shown(String table) throws SQLException {
    try (Connection connection = sink.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW CREATE TABLE " + database + "." + table)) {
      rows.next();
      return rows.getString(2);
    }
  }

  private boolean refuses(int code, String sql) throws SQLException {
    try (Connection connection = sink.connect();
        Statement statement = connection.createStatement()) {
      return HardSchemaContract.refuses(statement, code, sql);
    }
  }

  private static List<String> rows(DatabaseServer server, String from, String select)
      throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, from, select);
    }
  }

  private static long number(DatabaseServer server, String query) throws SQLException {
    return Long.parseLong(text(server, query));
  }

  /** The first value of the first row. */
  static String text(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return String.valueOf(rows.getString(1));
    }
  }
}
