package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.SysbenchSchema;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/**
 * Whole schemas arrive equal: rows, keys and indexes, columns, views, next numbers. For any source
 * of MySQL's dialect; a connector's test class implements this interface and so runs its tests.
 */
public interface SampleSchemasContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Orders of the shop; 200,000 make a million rows. */
  default long shopOrders() {
    return 2_000;
  }

  /** Rows of each of sysbench's tables; {@code -Dopenoms.sysbench.rows}, 25,000 by default. */
  default long sysbenchRows() {
    return Long.getLong("openoms.sysbench.rows", 25_000);
  }

  /** Twenty tables and four views. */
  @Test
  default void theShopArrives() throws Exception {
    TestedPair pair = pair();
    ShopSchema shop = ShopSchema.of(TestedPair.newName("shop"), shopOrders());
    try {
      shop.create(pair.source().server());
      pair.assertMigrates(shop.database(), 0);
      SqlComparison sides = pair.compare(shop.database());
      sides.assertSameContent(shop.tables());
      sides.assertSameContent(shop.views());
      sides.assertSameDefinitions(SqlComparison.NO_0900, "view .* query: .*");
      assertThat(rows(pair.sink().server(), shop.database(), "orders")).isEqualTo(shopOrders());
    } finally {
      pair.drop(shop.database());
    }
  }

  /** Four tables, from which the last rows were deleted: their numbers are not given again. */
  @Test
  default void sysbenchArrives() throws Exception {
    TestedPair pair = pair();
    SysbenchSchema schema = SysbenchSchema.of(TestedPair.newName("sb"), 4, sysbenchRows());
    long kept = sysbenchRows() - 10;
    try {
      schema.create(pair.source().server());
      for (String table : schema.tables()) {
        String deletion = "DELETE FROM " + schema.database() + "." + table + " WHERE id > " + kept;
        pair.source().server().execute(deletion);
      }
      pair.assertMigrates(schema.database(), 0);
      SqlComparison sides = pair.compare(schema.database());
      sides.assertSameContent(schema.tables());
      sides.assertSameDefinitions(SqlComparison.NO_0900);
      for (String table : schema.tables()) {
        assertThat(rows(pair.sink().server(), schema.database(), table)).isEqualTo(kept);
        sides.assertNextNumberNotLower(table);
      }
    } finally {
      pair.drop(schema.database());
    }
  }

  private static long rows(DatabaseServer server, String database, String table) throws Exception {
    try (Connection connection = server.connect()) {
      return TableChecksum.of(connection, database, table).rows();
    }
  }
}
