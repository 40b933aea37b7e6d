package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and each competitor's copy is right; no figure is asserted. */
@Thorough
class PostgreSqlCopyBenchIT {

  @Test
  void everyCompetitorCopiesRight() {
    int exit = PostgreSqlCopyBench.commandLine().execute("--rows", "3000", "--rounds", "1");
    assertThat(exit).isZero();
  }
}
