package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.PlannedObject;
import io.openoms.testkit.junit.Thorough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.client.Put;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Cells are estimated in a plan, so that a copy's progress means something. */
@Thorough
class HBaseEstimatesIT {

  private static final int ROWS = 40_000;

  @Test
  void familiesHaveAboutAsManyCellsAsEstimated() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", new byte[][] {bytes("k5")}, family("f").build(), family("g").build());
      pair.create("small", family("f").build());
      pair.put("small", cell("a", "f", "q", 1, "v"));
      pair.create("off", family("f").build());
      List<Put> puts = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        String row = "k" + i % 10 + "-" + i;
        puts.add(cell(row, "f", "a", i, "v".repeat(100)));
        puts.add(cell(row, "f", "b", i, ""));
        puts.add(cell(row, "g", "c", i, "w".repeat(40)));
      }
      pair.put("t", puts.toArray(Put[]::new));
      pair.put("off", cell("a", "f", "q", 1, "v".repeat(3_000_000)));

      assertEstimated(pair);
      pair.admin().flush(pair.name("t"));
      pair.admin().disableTable(pair.name("off"));
      Thread.sleep(5_000); // the master hears of it
      assertEstimated(pair);
    }
  }

  private static void assertEstimated(HBasePair pair) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              assertThat(estimate(pair, "t$f")).isBetween(2L * ROWS / 2, 2L * ROWS * 2);
              assertThat(estimate(pair, "t$g")).isBetween((long) ROWS / 2, (long) ROWS * 2);
              assertThat(estimate(pair, "small$f")).isEqualTo(1);
            });
  }

  private static long estimate(HBasePair pair, String table) {
    return pair.project(pair.namespace()).plan().objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .map(PlannedObject::estimatedRows)
        .orElseThrow();
  }
}
