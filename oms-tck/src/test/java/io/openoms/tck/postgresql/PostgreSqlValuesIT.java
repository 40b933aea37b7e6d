package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.tck.TestedServer;
import io.openoms.testkit.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of PostgreSQL at its edges arrives in OceanBase, or is refused by name. */
class PostgreSqlValuesIT {

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void everyEdgeOfEveryTypeArrives(ServerSpec source) throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      List<String> statements = new ArrayList<>(List.of(TypeCase.types()));
      TypeCase.all().forEach(one -> statements.addAll(List.of(one.create(), one.insert())));
      pair.onSource(statements.toArray(String[]::new));

      pair.assertMigrates(2);

      for (TypeCase one : TypeCase.all()) {
        compare(pair, one);
      }
      try (EndpointSession from = open(pair.pair().source());
          EndpointSession to = open(pair.pair().sink())) {
        for (TypeCase one : TypeCase.all()) {
          new FingerprintedCase(from, to, new ObjectName(pair.schema(), one.name())).check();
        }
      }
    }
  }

  private static EndpointSession open(TestedServer server) {
    return server.endpoint().open(new EndpointOptions("prints", 4, "none"));
  }

  private static void compare(PostgreSqlPair pair, TypeCase one) {
    String query = "SELECT id, %s FROM " + one.name() + " ORDER BY id";
    List<String> source = pair.fromSource(query.formatted(one.atSource()));
    List<String> sink = pair.fromSink(query.formatted(one.atSink()));
    assertThat(source).hasSize(one.values().size() + 1);
    assertThat(one.comparable(sink)).as(one.type()).isEqualTo(one.comparable(source));
  }

  /** One wrong row fails its table by column and key; the others arrive. */
  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void aValueThatTheTargetCannotHoldIsNamed(ServerSpec source) throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("numeric", "'NaN'"),
            List.of("numeric(5,2)", "'NaN'"),
            List.of("numeric", "'Infinity'"),
            List.of("numeric", "1e35"),
            List.of("numeric", "1e-31"),
            List.of("real", "'NaN'"),
            List.of("double precision", "'-Infinity'"),
            List.of("date", "'infinity'"),
            List.of("date", "'0001-12-31 BC'"),
            List.of("date", "'10000-01-01'"),
            List.of("timestamp", "'-infinity'"),
            List.of("timestamp(0)", "'0044-03-15 BC'"),
            List.of("timestamptz", "'10000-01-01 00:00:00+00'"),
            List.of("timestamptz(0)", "'infinity'"));
    try (PostgreSqlPair pair = PostgreSqlPair.from(source)) {
      for (int i = 0; i < wrong.size(); i++) {
        String table = "wrong" + i;
        pair.onSource(
            "CREATE TABLE " + table + " (id int PRIMARY KEY, v " + wrong.get(i).get(0) + ")",
            "INSERT INTO " + table + " VALUES (1, NULL), (42, " + wrong.get(i).get(1) + ")");
      }

      MigrationResult result = pair.migrate(0);

      for (int i = 0; i < wrong.size(); i++) {
        ObjectResult object = PostgreSqlPair.object(result, "wrong" + i);
        assertThat(object.error()).as(wrong.get(i).toString()).isPresent();
        assertThat(object.error().orElseThrow())
            .as(wrong.get(i).toString())
            .contains("SOURCE_VALUE_UNFIT (row id = 42)", "column v (");
      }
    }
  }

  /** OceanBase's JSON knows doubles alone: a number that it would round is refused by the sink. */
  @Test
  void aNumberInJsonThatWouldBeRoundedIsNamed() throws Exception {
    List<String> wrong =
        Stream.of(
                "12345678901234567890123",
                "0.1234567890123456789",
                "1e400",
                "1e-400",
                "1234567890123456.7")
            .toList();
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      for (int i = 0; i < wrong.size(); i++) {
        pair.onSource(
            "CREATE TABLE j" + i + " (id int PRIMARY KEY, v jsonb)",
            "INSERT INTO j" + i + " VALUES (1, '{\"n\": " + wrong.get(i) + "}')");
      }

      MigrationResult result = pair.migrate(0);

      for (int i = 0; i < wrong.size(); i++) {
        assertThat(PostgreSqlPair.object(result, "j" + i).error())
            .as(wrong.get(i))
            .hasValueSatisfying(error -> assertThat(error).contains("column v"));
      }
    }
  }
}
