package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.PrecheckItem;
import io.openoms.hbase.HBase;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.EndpointOptions;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.junit.Thorough;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What cannot be migrated is refused by name, and nothing of a session is left behind. */
class HBaseRefusalsIT {

  @Test
  void whatCannotBeMigratedIsRefusedByName() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", family("f").build());
      pair.create("off", family("f").build());
      pair.put("t", cell("a", "f", "q", 1, "v"));
      pair.admin().disableTable(pair.name("off"));
      String name = pair.namespace();

      assertThat(
              TestedPair.run(
                      builder(pair, name + ".t")
                          .objects(o -> o.where(name + ".t$f", "K > 1"))
                          .build())
                  .error())
          .hasValueSatisfying(error -> assertThat(error.toString()).contains("no row filter"));

      MigrationResult result = TestedPair.run(builder(pair, name + ".*").build());

      pair.assertSame("t", "f");
      assertThat(HBasePair.object(result, "off$f").errorCode()).contains("HBASE_TABLE_GONE");
      assertThat(builder(pair, name + ".*").build().precheck().items())
          .filteredOn(item -> item.check().equals("SOURCE_FAMILIES"))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.status()).isEqualTo(PrecheckItem.Status.FAILED);
                assertThat(item.subject()).endsWith("off$f");
              });
    }
  }

  private static MigrationProject.Builder builder(HBasePair pair, String include) {
    return MigrationProject.builder(pair.namespace())
        .source(pair.sourceEndpoint())
        .sink(pair.sinkEndpoint())
        .objects(o -> o.include(include))
        .phases(p -> p.schema().full());
  }

  /** Tables of rows have no cells; their plan says so, and nothing is created. */
  @Test
  @Thorough
  void aSinkForCellsTakesNoOtherTables() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      String database = pair.namespace() + "_rows";
      pair.sink()
          .execute(
              "CREATE DATABASE " + database, "CREATE TABLE " + database + ".t (a INT PRIMARY KEY)");
      try {
        MigrationResult result =
            TestedPair.run(
                MigrationProject.builder(pair.namespace())
                    .source(
                        OceanBase.at(pair.sink().jdbcUrl())
                            .credentials(pair.sink().user(), pair.sink().password()))
                    .sink(pair.sinkEndpoint())
                    .objects(o -> o.include(database + ".t=" + pair.namespace() + ".t"))
                    .phases(p -> p.schema())
                    .build());

        assertThat(HBasePair.object(result, "t").error())
            .hasValueSatisfying(error -> assertThat(error).contains("no whole column family"));
      } finally {
        pair.sink().execute("DROP DATABASE " + database);
      }
    }
  }

  @Test
  void aClusterThatIsNotThereIsNamedInTime() {
    LeakCheck threads = new LeakCheck();
    long began = System.nanoTime();
    assertThatThrownBy(
            () -> HBase.at("127.0.0.1:1").open(new EndpointOptions("nobody", 2, "oms_state")))
        .hasMessageContaining("HBASE_UNREACHABLE");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
    threads.assertNoNewThreads();
  }
}
