package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.tck.TestedPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.client.Put;
import org.junit.jupiter.api.Test;

/** Cells that are spoiled at the sink are found, whatever their keys became, and repaired. */
class HBaseVerificationIT {

  private static final int CELLS = 500;

  @Test
  void spoiledCellsAreFoundAndRepaired() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", family("f").build());
      List<Put> puts = new ArrayList<>();
      for (int i = 0; i < CELLS; i++) {
        puts.add(cell("row" + i % 50, "f", i % 7 == 0 ? "" : "q" + i % 7, i, "v" + i));
      }
      pair.put("t", puts.toArray(Put[]::new));
      pair.assertMigrates(40);
      spoil(pair);

      TableVerification found = verify(pair, false);

      assertThat(found.rows()).isEqualTo(CELLS);
      assertThat(found.missing()).isEqualTo(2);
      assertThat(found.different()).isEqualTo(3);
      assertThat(found.extra()).isEqualTo(7);

      TableVerification repaired = verify(pair, true);

      assertThat(repaired.repaired()).isEqualTo(12);
      pair.assertSame("t", "f");
      assertThat(verify(pair, false).found()).isZero();
    }
  }

  private static void spoil(HBasePair pair) {
    String table = "`" + pair.namespace() + "`.`t$f`";
    pair.sink()
        .execute(
            "UPDATE " + table + " SET V = '' WHERE T IN (-3, -4)",
            "UPDATE " + table + " SET V = CONCAT(V, X'00') WHERE T = -6",
            "DELETE FROM " + table + " WHERE T = -8",
            // One is missing, one is too many.
            "UPDATE " + table + " SET Q = CONCAT(Q, X'00') WHERE T = -9",
            "INSERT INTO "
                + table
                + " VALUES ('', '', 0, ''), ('row1', '', 1, 'x'), ('row1', 'q',"
                + " -9223372036854775807, 'x'), ('row1', 'q', 9223372036854775807, ''),"
                + " (REPEAT(X'FF', 1024), REPEAT(X'00', 256), -5, NULL), ('row1', 'q1',"
                + " -9223372036854775808, 'x')");
  }

  private static TableVerification verify(HBasePair pair, boolean repair)
      throws InterruptedException {
    MigrationProject project =
        pair.builder()
            .phases(
                p ->
                    p.verification(
                        v ->
                            v.chunkRows(40)
                                .repair(repair)
                                .scope(
                                    repair
                                        ? VerificationScope.INCONSISTENT
                                        : VerificationScope.ALL)))
            .build();
    VerificationReport report = TestedPair.run(project).verification().orElseThrow();
    assertThat(report.tables()).hasSize(1);
    return report.tables().get(0);
  }
}
