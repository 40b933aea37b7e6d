package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/**
 * What schema and full copy must do for any source of MySQL's dialect. A connector's test class
 * implements this interface and so runs its tests.
 */
public interface FullCopyContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Each type's extreme, odd and null values are the same at the sink, bit by bit. */
  @Test
  default void everyPlainTypeArrivesExactly() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("tck");
    try {
      pair.source().server().execute(KindsTable.statements(database));
      pair.assertMigrates(database, 0);
      pair.compare(database).assertSameRows(KindsTable.NAME, KindsTable.COLUMNS);
      pair.compare(database).assertSameDefinitions(SqlComparison.NO_0900);
    } finally {
      pair.drop(database);
    }
  }

  /** Composite key, no key and no row; many chunks; and nothing is copied twice. */
  @Test
  default void manyRowsArriveInChunksAndASecondRunCopiesNothing() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("tck");
    try {
      pair.source().server().execute(PairsTables.statements(database));
      pair.assertMigrates(database, 101);
      SqlComparison sides = pair.compare(database);
      for (String table : PairsTables.NAMES) {
        sides.assertSameRows(table, "*");
      }
      sides.assertSameDefinitions(SqlComparison.NO_0900);
      try (Connection sink = pair.sink().server().connect()) {
        String chunks = "oms_state.chunk WHERE project = '" + database + "' AND done = 1";
        assertThat(TableDigest.rows(sink, chunks, "number")).hasSizeGreaterThan(10);
        assertThat(TableDigest.rows(sink, database + ".pairs", "a")).hasSize(PairsTables.ROWS);
      }

      MigrationResult again = pair.migrate(database, 101);

      assertThat(again.phases().get(Phase.FULL)).returns(PhaseStatus.SKIPPED, PhaseResult::status);
      assertThat(again.objects())
          .extracting(object -> object.status())
          .isNotEmpty()
          .isSubsetOf(ObjectStatus.COMPLETED, ObjectStatus.CONVERTED);
      sides.assertSameRows("pairs", "*");
    } finally {
      pair.drop(database);
    }
  }
}
