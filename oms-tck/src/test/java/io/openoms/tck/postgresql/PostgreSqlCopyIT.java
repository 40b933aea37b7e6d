package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.jdbc.session.SessionSetting;
import io.openoms.postgresql.PostgreSql;
import io.openoms.postgresql.connection.PostgreSqlSettings;
import io.openoms.tck.TestedPair;
import io.openoms.tck.TestedServer;
import io.openoms.testkit.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables with keys of all kinds, and without one, are copied in chunks and verified. */
class PostgreSqlCopyIT {

  private static final List<String> KEYED =
      List.of("words", "pairs", "uuids", "nocase", "moods", "moments", "bits", "singles", "texts2");

  private static final String[] TABLES = {
    "CREATE COLLATION backwards (provider = icu, locale = 'en-u-kf-upper')",
    "CREATE TYPE mood AS ENUM ('z', 'm', 'a')",
    "CREATE TABLE words (k text PRIMARY KEY, v int)",
    "INSERT INTO words SELECT w || g, g FROM generate_series(1, 20) g,"
        + " unnest(array['a', 'A', 'ä', 'B', 'b ', '\\', '''', '😀', E'\\t']) w",
    "CREATE TABLE texts2 (k varchar(50) COLLATE backwards PRIMARY KEY, v int)",
    "INSERT INTO texts2 SELECT * FROM words",
    "CREATE TABLE pairs (b smallint, a text, n numeric(10,2), v int, PRIMARY KEY (a, b, n))",
    "INSERT INTO pairs SELECT g % 5, 'k' || g % 7, g / 4.0, g FROM generate_series(1, 200) g",
    "CREATE TABLE uuids (k uuid PRIMARY KEY, v int)",
    "INSERT INTO uuids SELECT gen_random_uuid(), g FROM generate_series(1, 100) g",
    "CREATE TABLE nocase (n numeric PRIMARY KEY, v int)",
    "INSERT INTO nocase SELECT g / 8.0 - 5, g FROM generate_series(1, 100) g",
    "CREATE TABLE moods (m mood, d date, v int, PRIMARY KEY (m, d))",
    "INSERT INTO moods SELECT m, date '2024-01-01' + g, g FROM generate_series(1, 30) g,"
        + " unnest(enum_range(NULL::mood)) m",
    "CREATE TABLE moments (k timestamptz PRIMARY KEY, v int)",
    "INSERT INTO moments SELECT timestamptz '2024-01-01 00:00:00+00' + g * interval '1.000001 s', g"
        + " FROM generate_series(1, 100) g",
    "CREATE TABLE bits (k bit(12) NOT NULL, b bytea NOT NULL, v int, UNIQUE (k, b))",
    "INSERT INTO bits SELECT (g % 64)::bit(12), int4send(g), g FROM generate_series(1, 200) g",
    "CREATE TABLE singles (k real PRIMARY KEY, t time NOT NULL, v int)",
    "INSERT INTO singles SELECT g / 3.0, time '00:00' + g * interval '1 s', g"
        + " FROM generate_series(1, 100) g",
    "CREATE TABLE loose (a int, b text)",
    "INSERT INTO loose SELECT g % 10, nullif(repeat('x', g % 3), '') FROM generate_series(1, 300) g",
    "CREATE TABLE nothing (a int PRIMARY KEY)",
    "CREATE TABLE nullable (a int UNIQUE, b text)",
    "INSERT INTO nullable VALUES (1, 'a'), (NULL, 'b'), (NULL, 'b')",
  };

  private static final String[] MANY = {
    "CREATE TABLE many (id bigint PRIMARY KEY, a text, b numeric(12,3), at timestamptz)",
    "INSERT INTO many SELECT g * 7, md5(g::text), g / 8.0,"
        + " timestamptz '2024-01-01 00:00:00+00' + g * interval '1 min'"
        + " FROM generate_series(1, 100000) g",
  };

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void keysOfAllKindsCutTables(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(TABLES);

      pair.assertMigrates(17);

      for (String table : KEYED) {
        String all = "SELECT %s, v FROM " + table + " ORDER BY v, 1";
        String key = table.equals("moods") ? "m" : table.equals("pairs") ? "a" : "1";
        pair.assertSame(all.formatted(key), all.formatted(key));
      }
      pair.assertSame(
          "SELECT encode(convert_to(k, 'UTF8'), 'hex'), v FROM words ORDER BY v, 1",
          "SELECT LOWER(HEX(k)), v FROM words ORDER BY v, 1");
      pair.assertSame(
          "SELECT encode(k::text::bytea, 'hex'), v FROM uuids ORDER BY v",
          "SELECT LOWER(HEX(k)), v FROM uuids ORDER BY v");
      String loose = "SELECT a, b, count(*) FROM loose GROUP BY a, b ORDER BY a, b IS NULL, b";
      pair.assertSame(loose, loose);
      String nullable = "SELECT a, b FROM nullable ORDER BY a IS NULL";
      pair.assertSame(nullable, nullable);
      assertThat(pair.fromSink("SELECT count(*) FROM nothing")).containsExactly("0");
    }
  }

  @Test
  void manyRowsAreCopiedInChunksSideBySide() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(MANY);

      pair.assertMigrates(9_000);

      pair.assertSame(
          "SELECT count(*), sum(id), sum(b), count(DISTINCT a), max(to_char(at AT TIME ZONE 'UTC',"
              + " 'YYYY-MM-DD HH24:MI:SS')) FROM many",
          "SELECT COUNT(*), SUM(id), SUM(b), COUNT(DISTINCT a), MAX(DATE_FORMAT(at,"
              + " '%Y-%m-%d %H:%i:%s')) FROM many");
      pair.assertSame(
          "SELECT id, a FROM many WHERE id % 1000 = 0 ORDER BY id",
          "SELECT id, a FROM many WHERE id % 1000 = 0 ORDER BY id");
    }
  }

  /** With an empty search path the operators of its types are not found. */
  @Test
  void keysOfAnExtensionsTypesCutTables() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(
          "CREATE EXTENSION IF NOT EXISTS citext SCHEMA public",
          "CREATE TABLE nocase (k public.citext PRIMARY KEY, v int)",
          "INSERT INTO nocase SELECT CASE g % 2 WHEN 0 THEN upper(w) ELSE w END || g, g"
              + " FROM generate_series(1, 60) g, chr(97 + g % 26) w",
          "CREATE TABLE spans (k int4range NOT NULL, v int, UNIQUE (k))",
          "INSERT INTO spans SELECT int4range(g, g + 5), g FROM generate_series(1, 60) g");

      pair.assertMigrates(7);

      pair.assertSame("SELECT k, v FROM nocase ORDER BY v", "SELECT k, v FROM nocase ORDER BY v");
      pair.assertSame("SELECT k, v FROM spans ORDER BY v", "SELECT k, v FROM spans ORDER BY v");
    }
  }

  /** OceanBase holds texts equal that differ in blanks at their end. */
  @Test
  void keysThatAreEqualAtTheSinkAreNamed() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(
          "CREATE TABLE blanks (k text PRIMARY KEY, v int)",
          "INSERT INTO blanks VALUES ('a', 1), ('a ', 2)");

      MigrationResult result = pair.migrate(0);

      assertThat(PostgreSqlPair.object(result, "blanks").error())
          .hasValueSatisfying(error -> assertThat(error).contains("k = a"));
    }
  }

  @Test
  void connectionsOfACallersDataSourceGoBackAsTheyCame() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open();
        HikariDataSource pool = new HikariDataSource()) {
      pool.setMaximumPoolSize(12);
      pool.setJdbcUrl(pair.source().jdbcUrl() + "postgres");
      pool.setUsername(pair.source().user());
      pool.setPassword(pair.source().password());
      // Another one than the role has.
      pool.setConnectionInitSql("SET statement_timeout = '250ms'");
      pair.onSource(
          "CREATE TABLE one (id int PRIMARY KEY, at date)",
          "INSERT INTO one VALUES (1, '2024-01-02')");
      List<String> before = settings(pool);

      new TestedPair(new TestedServer(pair.source(), PostgreSql.from(pool)), pair.pair().sink())
          .assertMigrates(pair.schema(), 0);

      pair.assertSame("SELECT id, at FROM one", "SELECT id, at FROM one");
      assertThat(settings(pool)).isEqualTo(before).contains("escape", "250ms");
    }
  }

  /** The settings of all connections of a pool, by turns. */
  private static List<String> settings(HikariDataSource pool) throws SQLException {
    List<String> settings = new ArrayList<>();
    List<Connection> all = new ArrayList<>();
    try {
      while (all.size() < pool.getMaximumPoolSize()) {
        all.add(pool.getConnection());
      }
      for (Connection connection : all) {
        settings.addAll(settings(connection));
      }
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
    return settings;
  }

  private static List<String> settings(Connection connection) throws SQLException {
    List<String> settings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (SessionSetting setting : PostgreSqlSettings.ALL) {
        String question = "SELECT current_setting('" + setting.name() + "', true)";
        try (ResultSet row = statement.executeQuery(question)) {
          assertThat(row.next()).isTrue();
          settings.add(String.valueOf(row.getString(1)));
        }
      }
    }
    return settings;
  }

  /** A role that may only read; policies that hide rows from it fail the table by name. */
  @Test
  void aRoleThatMayOnlyReadReads() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      String role = pair.schema() + "_r";
      pair.onSource(
          "CREATE ROLE " + role + " LOGIN PASSWORD 'r'",
          "CREATE TABLE open (id serial PRIMARY KEY, v text)",
          "INSERT INTO open (v) VALUES ('a'), ('b')",
          "CREATE TABLE hidden (id int PRIMARY KEY)",
          "INSERT INTO hidden VALUES (1), (2)",
          "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
          "CREATE POLICY part ON hidden USING (id = 1)",
          "CREATE TABLE denied (id int PRIMARY KEY)",
          "GRANT USAGE ON SCHEMA " + pair.schema() + " TO " + role,
          "GRANT SELECT ON open, hidden TO " + role,
          "ALTER ROLE " + role + " SET row_security = on",
          "ALTER ROLE " + role + " SET lc_monetary = 'C.UTF-8'");
      try {
        TestedServer reading =
            new TestedServer(
                pair.source(),
                PostgreSql.at(pair.source().jdbcUrl() + "postgres").credentials(role, "r"));

        assertThat(privileges(reading, pair))
            .hasSize(2)
            .anySatisfy(item -> assertThat(item).contains("denied", "GRANT SELECT ON"))
            .anySatisfy(item -> assertThat(item).contains("hidden", "BYPASSRLS"));
        MigrationResult result =
            new TestedPair(reading, pair.pair().sink()).migrate(pair.schema(), 0);

        assertThat(PostgreSqlPair.object(result, "open").error()).isEmpty();
        assertThat(PostgreSqlPair.object(result, "hidden").errorCode()).contains("ROWS_HIDDEN");
        assertThat(PostgreSqlPair.object(result, "denied").errorCode()).contains("ACCESS_DENIED");
        pair.assertSame("SELECT * FROM open ORDER BY id", "SELECT * FROM open ORDER BY id");
        assertThat(pair.fromSink("SELECT COUNT(*) FROM hidden")).containsExactly("0");
      } finally {
        pair.onSource("DROP OWNED BY " + role, "DROP ROLE " + role);
      }
    }
  }

  private static List<String> privileges(TestedServer reading, PostgreSqlPair pair) {
    return MigrationProject.builder(pair.schema())
        .source(reading.endpoint())
        .sink(pair.pair().sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(p -> p.schema().full())
        .build()
        .precheck()
        .items()
        .stream()
        .filter(item -> item.check().equals("SOURCE_PRIVILEGES"))
        .map(Object::toString)
        .toList();
  }
}
