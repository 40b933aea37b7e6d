package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.postgresql.PostgreSql;
import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types that a project maps in another way than by default: copied, followed and verified at every
 * edge; what the chosen type cannot hold is named.
 */
class PostgreSqlTypeOptionsIT {

  @TempDir private Path spool;

  private static PostgreSql times(PostgreSql server) {
    return server.interval(IntervalMapping.TIME);
  }

  private static PostgreSql nulls(PostgreSql server) {
    return server.nan(NanMapping.AS_NULL);
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void everyEdgeArrivesAsTheChosenType(ServerSpec source) throws Exception {
    List<TypeCase> cases = ChosenTypes.cases();
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(ChosenTypes.types());
      for (TypeCase one : cases) {
        pair.onSource(one.create(), one.insert());
      }
      pair.onSource(
          "CREATE TABLE byspan (v interval PRIMARY KEY, n int)",
          "INSERT INTO byspan SELECT i * interval '1 s', i FROM generate_series(-9, 9) i",
          "CREATE TABLE bynumber (v numeric PRIMARY KEY, n int)",
          "INSERT INTO bynumber VALUES ('NaN', 1), (1.10, 2), (1.2, 3), (-7, 4), (10, 5)");
      TestedPair ends = pair.with(ChosenTypes::all);
      ends.assertFollows(pair.schema(), spool);
      cases.forEach(one -> assertSame(pair, one));
      assertFingerprints(ends, pair, cases);

      for (TypeCase one : cases) {
        pair.onSource(changes(one));
      }
      pair.onSource(
          "UPDATE byspan SET v = v + interval '100:00:00.5', n = 0 WHERE n > 5",
          "DELETE FROM byspan WHERE v = '-00:00:03'",
          "UPDATE bynumber SET v = 1.1, n = 20 WHERE v = 1.1",
          "DELETE FROM bynumber WHERE v = 'NaN'",
          "INSERT INTO bynumber VALUES ('Infinity', 6)");
      ends.assertFollows(pair.schema(), spool);

      cases.forEach(one -> assertSame(pair, one));
      pair.assertSame(
          "SELECT to_char(v + '200:00:00', 'HH24:MI:SS.US'), n FROM byspan ORDER BY v",
          "SELECT CAST(ADDTIME(v, '200:00:00.000000') AS CHAR), n FROM byspan ORDER BY v");
      pair.assertSame(
          "SELECT trim_scale(v), n FROM bynumber ORDER BY n",
          "SELECT v, n FROM bynumber ORDER BY n");
      assertTypes(pair);
      assertThat(release(ends, pair)).isTrue();
    }
  }

  /** Each row moved, changed or deleted, and all of them written anew. */
  private static String[] changes(TypeCase one) {
    List<String> sql = new ArrayList<>();
    int size = one.values().size();
    for (int i = 0; i < size; i++) {
      String next = one.values().get((i + 1) % size);
      sql.add("INSERT INTO " + one.name() + " VALUES (" + (100 + i) + ", " + next + ")");
      if (i % 3 == 0) {
        sql.add("UPDATE " + one.name() + " SET v = " + next + " WHERE id = " + i);
      } else if (i % 3 == 1) {
        sql.add("UPDATE " + one.name() + " SET id = -id WHERE id = " + i);
      } else {
        sql.add("DELETE FROM " + one.name() + " WHERE id = " + i);
      }
    }
    return sql.toArray(String[]::new);
  }

  private static void assertSame(PostgreSqlPair pair, TypeCase one) {
    String query = "SELECT id, %s FROM " + one.name() + " ORDER BY id";
    List<String> expected = pair.fromSource(query.formatted(one.atSource()));
    assertThat(expected).isNotEmpty();
    assertThat(pair.fromSink(query.formatted(one.atSink()))).as(one.type()).isEqualTo(expected);
  }

  private static void assertFingerprints(
      TestedPair ends, PostgreSqlPair pair, List<TypeCase> cases) {
    EndpointOptions options = new EndpointOptions("prints", 4, "none");
    try (EndpointSession from = ends.source().endpoint().open(options);
        EndpointSession to = ends.sink().endpoint().open(options)) {
      for (TypeCase one : cases) {
        new FingerprintedCase(from, to, new ObjectName(pair.schema(), one.name())).check();
      }
    }
  }

  /** The sink's own catalog says which types the columns have. */
  private static void assertTypes(PostgreSqlPair pair) {
    List<String> types =
        pair.fromSink(
            "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = '"
                + pair.schema()
                + "' AND column_name = 'v' ORDER BY 1");
    assertThat(types).containsExactly("longtext", "time", "timestamp", "varchar");
  }

  private boolean release(TestedPair ends, PostgreSqlPair pair) {
    return MigrationProject.builder(pair.schema())
        .source(ends.source().endpoint())
        .sink(ends.sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(p -> p.incremental(i -> i.spoolDirectory(spool)))
        .build()
        .release();
  }

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void nanBecomesNullWhereAColumnTakesIt(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(
          "CREATE TABLE m (id int PRIMARY KEY, a numeric, b numeric(5,2), c real, d float8)",
          "INSERT INTO m VALUES (1, 'NaN', 'NaN', 'NaN', 'NaN'), (2, 1.5, 2.25, 0.5, 0.25),"
              + " (3, 'Infinity', NULL, '-Infinity', 'Infinity'), (4, NULL, NULL, NULL, NULL)",
          "CREATE TABLE loose (a numeric, d float8)",
          "ALTER TABLE loose REPLICA IDENTITY FULL",
          "INSERT INTO loose VALUES ('NaN', 1), ('-Infinity', 2), (3, 'NaN')");
      TestedPair ends = pair.with(PostgreSqlTypeOptionsIT::nulls);
      ends.assertFollows(pair.schema(), spool);
      pair.onSource(
          "UPDATE m SET d = 'NaN', a = '-Infinity' WHERE id = 2",
          "UPDATE m SET a = 7, b = 7, c = 7, d = 7 WHERE id = 1",
          "INSERT INTO m VALUES (5, 'NaN', 'NaN', 'NaN', 'NaN')",
          "UPDATE loose SET d = 10 WHERE a = 'NaN'",
          "DELETE FROM loose WHERE d = 'NaN'");
      ends.assertFollows(pair.schema(), spool);
      String finite = "CASE WHEN %1$s NOT IN ('NaN', 'Infinity', '-Infinity') THEN %1$s::int END";
      pair.assertSame(
          "SELECT id, "
              + finite.formatted("a")
              + ", "
              + finite.formatted("b")
              + ", "
              + finite.formatted("(c * 2)")
              + ", "
              + finite.formatted("(d * 4)")
              + " FROM m ORDER BY id",
          "SELECT id, CAST(a AS SIGNED), CAST(b AS SIGNED), CAST(c * 2 AS SIGNED),"
              + " CAST(d * 4 AS SIGNED) FROM m ORDER BY id");
      assertThat(pair.fromSink("SELECT a, CAST(d AS SIGNED) FROM loose ORDER BY d"))
          .containsExactly("null | 2", "null | 10");
      assertThat(release(ends, pair)).isTrue();
    }
  }

  /** One wrong row fails its table by column and key. */
  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void whatTheChosenTypeCannotHoldIsNamed(ServerSpec source) throws Exception {
    List<String> wrong =
        List.of("'1 day'", "'1 mon'", "'-1 days +25:00:00'", "'839:00:00'", "'-838:59:59.000001'");
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      for (int i = 0; i < wrong.size(); i++) {
        pair.onSource(
            "CREATE TABLE w" + i + " (id int PRIMARY KEY, v interval)",
            "INSERT INTO w" + i + " VALUES (1, NULL), (42, " + wrong.get(i) + ")");
      }
      pair.onSource(
          "CREATE TABLE w5 (id int PRIMARY KEY, v float8 NOT NULL)",
          "INSERT INTO w5 VALUES (1, 1), (42, 'NaN')");
      TestedPair ends = pair.with(server -> nulls(times(server)));
      MigrationResult result = ends.migrate(pair.schema(), 0);
      for (int i = 0; i <= wrong.size(); i++) {
        ObjectResult object = PostgreSqlPair.object(result, "w" + i);
        assertThat(object.error().orElse(""))
            .as("w%d", i)
            .contains("SOURCE_VALUE_UNFIT (row id = 42)", "column v (");
      }
    }
  }

  /** Rows of two mappings must not meet in one table. */
  @Test
  void anotherChoiceThanThatOfTheBeginningIsRefused() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(
          "CREATE TABLE t (id int PRIMARY KEY, v interval)", "INSERT INTO t VALUES (1, '1:00')");
      pair.pair().assertFollows(pair.schema(), spool);
      TestedPair other = pair.with(PostgreSqlTypeOptionsIT::times);
      assertThat(TestedPair.run(project(other, pair)).toString())
          .contains("DEFINITION_CHANGED", "it had [column 2 v interval]", "interval as time");
      // Whether NaN is refused is no matter of the table.
      pair.with(PostgreSqlTypeOptionsIT::nulls).assertFollows(pair.schema(), spool);
      assertThat(release(pair.pair(), pair)).isTrue();
    }
  }

  private MigrationProject project(TestedPair ends, PostgreSqlPair pair) {
    return MigrationProject.builder(pair.schema())
        .source(ends.source().endpoint())
        .sink(ends.sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
        .build();
  }
}
