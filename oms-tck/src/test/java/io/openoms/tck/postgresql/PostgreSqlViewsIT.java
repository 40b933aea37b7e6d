package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views that mean the same at OceanBase arrive; each other one fails by name, and alone. */
class PostgreSqlViewsIT {

  private static final String[] TABLES = {
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    "CREATE TABLE customer (id uuid PRIMARY KEY, name varchar(20), active boolean, m mood)",
    "CREATE TABLE \"Order\" (id bigint PRIMARY KEY, customer uuid, amount numeric(10,2),"
        + " note text, placed timestamptz)",
    "INSERT INTO customer VALUES ('00000000-0000-0000-0000-000000000001', 'Zoë', true, 'ok'),"
        + " ('00000000-0000-0000-0000-000000000002', 'it''s', false, 'sad'),"
        + " ('00000000-0000-0000-0000-000000000003', NULL, NULL, NULL)",
    "INSERT INTO \"Order\" SELECT i, ('00000000-0000-0000-0000-00000000000' || 1 + i % 4)::uuid,"
        + " i * 1.25, CASE WHEN i % 3 > 0 THEN 'n' || i END, '2024-01-01'::timestamptz + i * interval '1 h'"
        + " FROM generate_series(1, 20) i",
    "CREATE TABLE parent (id int PRIMARY KEY)",
    "CREATE TABLE child () INHERITS (parent)",
    "CREATE TABLE hidden (id int PRIMARY KEY)",
    "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
  };

  private static final List<String> VIEWS =
      List.of(
          "CREATE VIEW v1 AS SELECT id, customer, placed FROM \"Order\" WHERE amount > 5",
          "CREATE VIEW v2 (a, \"B c\") AS SELECT name, m FROM customer WHERE active",
          "CREATE VIEW v3 AS SELECT o.id, c.name, o.amount * 2 AS twice, o.note || '!' AS loud"
              + " FROM \"Order\" o JOIN customer c ON c.id = o.customer AND NOT c.active",
          "CREATE VIEW v4 AS SELECT o.id, coalesce(c.name, '-') AS name FROM \"Order\" o"
              + " LEFT JOIN customer c ON c.id = o.customer WHERE o.note LIKE 'n1%' OR c.m = 'ok'",
          "CREATE VIEW v5 AS SELECT v3.id, v1.placed FROM v3 JOIN v1 ON v3.id = v1.id",
          "CREATE VIEW v6 AS SELECT id, amount FROM \"Order\" WHERE amount < 10"
              + " WITH LOCAL CHECK OPTION",
          "CREATE VIEW a0 AS SELECT v5.id FROM v5, customer c WHERE c.name IN ('Zoë', 'it''s')");

  private static final List<String> OTHERS =
      List.of(
          "CREATE VIEW w1 AS SELECT count(*) FROM customer",
          "CREATE VIEW w2 AS SELECT id FROM customer ORDER BY id",
          "CREATE VIEW w3 AS SELECT id FROM customer UNION SELECT customer FROM \"Order\"",
          "CREATE VIEW w4 AS SELECT lower(name) AS name FROM customer",
          "CREATE VIEW w5 AS SELECT id FROM parent",
          "CREATE VIEW w6 AS SELECT id FROM hidden",
          "CREATE VIEW w7 AS SELECT id FROM \"Order\" WHERE placed > now()",
          "CREATE VIEW w8 AS SELECT a.id FROM customer a FULL JOIN customer b ON a.id = b.id");

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void viewsArriveOrAreNamed(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      pair.onSource(TABLES);
      pair.onSource(Stream.concat(VIEWS.stream(), OTHERS.stream()).toArray(String[]::new));
      String there = pair.schema() + "_there";
      // Where the questions begin.
      pair.sink().execute("CREATE DATABASE " + pair.schema());
      MigrationResult result = TestedPair.run(project(pair, there));
      try {
        List<String> failed =
            result.objects().stream()
                .filter(object -> object.error().isPresent())
                .map(object -> object.source().name())
                .sorted()
                .collect(Collectors.toList());
        assertThat(failed)
            .as("%s", result)
            .containsExactly("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8");
        for (String name : failed) {
          ObjectResult object = PostgreSqlPair.object(result, name);
          assertThat(object.error().orElseThrow()).contains("its query cannot be translated");
        }
        assertSame(pair, there);
      } finally {
        pair.sink().execute("DROP DATABASE " + there);
      }
    }
  }

  private static void assertSame(PostgreSqlPair pair, String there) {
    String v1 =
        "SELECT id, customer, to_char(placed AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM ";
    pair.assertSame(
        v1 + "v1 ORDER BY id",
        "SELECT id, customer, DATE_FORMAT(placed, '%Y-%m-%d %H:%i') FROM "
            + there
            + ".v1 ORDER BY id");
    pair.assertSame(
        "SELECT a, \"B c\" FROM v2 ORDER BY a", "SELECT a, `B c` FROM " + there + ".v2 ORDER BY a");
    for (String query :
        List.of(
            "SELECT id, name, twice, loud FROM %sv3 ORDER BY id",
            "SELECT id, name FROM %sv4 ORDER BY id",
            "SELECT id FROM %sv5 ORDER BY id",
            "SELECT id, amount FROM %sv6 ORDER BY id",
            "SELECT id FROM %sa0 ORDER BY id")) {
      pair.assertSame(query.formatted(""), query.formatted(there + "."));
    }
  }

  private static MigrationProject project(PostgreSqlPair pair, String there) {
    return MigrationProject.builder(pair.schema())
        .source(pair.pair().source().endpoint())
        .sink(pair.pair().sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*=" + there + ".*"))
        .phases(p -> p.schema().full())
        .build();
  }
}
