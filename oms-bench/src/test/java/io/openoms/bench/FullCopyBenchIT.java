package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark runs, and each competitor's copy is right; no figure is asserted. */
@Thorough
class FullCopyBenchIT {

  @ParameterizedTest
  @ValueSource(strings = {"sysbench", "wide", "lob"})
  void everyCompetitorCopiesRight(String table) {
    int exit =
        FullCopyBench.commandLine()
            .execute("--rows", "3000", "--rounds", "1", "--source", "mariadb", "--table", table);
    assertThat(exit).isZero();
  }
}
