package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import io.openoms.ViewVerification.Result;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.junit.Thorough;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What OceanBase computes in place of PostgreSQL is compared: generated columns, and views. */
@Thorough
class PostgreSqlComputedIT {

  private static VerificationReport verify(PostgreSqlPair pair, boolean repairs)
      throws InterruptedException {
    MigrationResult result =
        TestedPair.run(
            MigrationProject.builder(pair.schema())
                .source(pair.pair().source().endpoint())
                .sink(pair.pair().sink().endpoint())
                .objects(o -> o.include(pair.schema() + ".*"))
                .phases(p -> p.verification(v -> v.repair(repairs)))
                .build());
    assertThat(result.error()).isEmpty();
    return result.verification().orElseThrow();
  }

  private static Map<String, Result> views(VerificationReport report) {
    return report.views().stream()
        .collect(Collectors.toMap(view -> view.target().name(), ViewVerification::result));
  }

  @Test
  void whatTheSinkComputesOtherwiseIsFound() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.open()) {
      pair.onSource(
          "CREATE TABLE t (id int PRIMARY KEY, a int,"
              + " twice int GENERATED ALWAYS AS (a * 2) STORED)",
          "INSERT INTO t (id, a) VALUES (1, 1), (2, 2), (3, NULL)",
          "CREATE VIEW kept AS SELECT id, a FROM t WHERE a > 1",
          "CREATE VIEW changed AS SELECT id, twice FROM t WHERE a > 1",
          "CREATE VIEW gone AS SELECT id FROM t");
      pair.assertMigrates(0);
      VerificationReport equal = verify(pair, false);
      assertThat(equal.isConsistent()).as("%s", equal).isTrue();
      assertThat(views(equal).values()).hasSize(3).containsOnly(Result.EQUAL);

      String in = pair.schema() + ".";
      pair.sink()
          .execute(
              "DROP VIEW " + in + "gone",
              "CREATE OR REPLACE VIEW "
                  + in
                  + "changed AS SELECT id, twice FROM "
                  + in
                  + "t WHERE a >= 1",
              "UPDATE " + in + "t SET a = 7 WHERE id = 2");
      VerificationReport repaired = verify(pair, true);
      assertThat(repaired.inconsistent()).isEmpty();
      TableVerification table = repaired.tables().get(0);
      assertThat(table.repaired()).isEqualTo(1);
      assertThat(table.samples().get(0).columns()).containsExactly("a", "twice");
      assertThat(views(repaired))
          .isEqualTo(
              Map.of("kept", Result.EQUAL, "changed", Result.DIFFERENT, "gone", Result.MISSING));

      pair.sink()
          .execute(
              "DROP VIEW " + in + "changed",
              "ALTER TABLE " + in + "t DROP COLUMN twice",
              "ALTER TABLE " + in + "t ADD COLUMN twice INT AS (a * 3) STORED");
      TableVerification other = verify(pair, false).tables().get(0);
      assertThat(other.different()).isEqualTo(2);
      assertThat(other.samples())
          .allSatisfy(row -> assertThat(row.columns()).containsExactly("twice"));
    }
  }
}
