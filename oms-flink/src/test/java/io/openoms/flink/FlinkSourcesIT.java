package io.openoms.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.flink.Ledger.Product;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.tidb.TiDbStandIn;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Jobs read from whatever has a snapshot; nothing of them is MySQL's. */
@DisabledForJreRange(min = JRE.JAVA_22, disabledReason = "Flink 2.3 is for Java 17 and 21")
class FlinkSourcesIT {

  @Test
  void fromPostgreSql() throws Exception {
    copy(
        new Ledger(
            Product.POSTGRESQL,
            Servers.postgreSql16().shared(),
            Product.OCEANBASE,
            Servers.oceanBase().shared()));
  }

  @Test
  @Thorough
  void fromOceanBase() throws Exception {
    copy(
        new Ledger(
            Product.OCEANBASE,
            Servers.oceanBase().shared(),
            Product.MYSQL,
            Servers.mysql97().shared()));
  }

  @Test
  @Thorough
  void fromTiDb() throws Exception {
    try (TiDbStandIn source = TiDbStandIn.before(Servers.mysql97().shared())) {
      copy(new Ledger(Product.TIDB, source, Product.OCEANBASE, Servers.oceanBase().shared()));
    }
  }

  private static void copy(Ledger ledger) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Cluster cluster = new Cluster()) {
      ledger.create();
      try (MigrationRun run =
          FlinkMigration.of(ledger.project()).execute(cluster.environment(), threads)) {
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.objects())
            .hasSize(2)
            .allSatisfy(object -> assertThat(object.error()).isEmpty());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.verification().orElseThrow().inconsistent()).isEmpty();
      }
      assertThat(cluster.finished()).as("jobs").isEqualTo(1);
      ledger.assertEqual();
    } finally {
      ledger.drop();
      threads.shutdownNow();
    }
  }
}
