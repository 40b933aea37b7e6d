package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark runs, and what each competitor applies is right; no figure is asserted. */
@Thorough
class IncrementalBenchIT {

  @ParameterizedTest
  @ValueSource(strings = {"backlog", "hot"})
  void everyCompetitorAppliesRight(String shape) {
    int exit =
        IncrementalBench.commandLine()
            .execute(
                "--incremental", shape, "--rows", "3000", "--changes", "3000", "--rounds", "1");
    assertThat(exit).isZero();
  }
}
