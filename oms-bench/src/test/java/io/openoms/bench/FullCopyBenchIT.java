package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmark runs, and each competitor's copy is right; no figure is asserted. */
class FullCopyBenchIT {

  @Test
  void everyCompetitorCopiesRight() {
    int exit =
        new CommandLine(new FullCopyBench())
            .execute("--rows", "3000", "--rounds", "1", "--source", "mariadb");
    assertThat(exit).isZero();
  }
}
