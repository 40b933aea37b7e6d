package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark of the verification, with a few rows and no figure. */
@Thorough
class VerificationBenchIT {

  @ParameterizedTest
  @ValueSource(strings = {"none", "scattered", "clustered"})
  void everyComparerIsRight(String spoiled) {
    int exit =
        VerificationBench.commandLine()
            .execute(
                "--rows", "3000", "--rounds", "1", "--source", "mariadb", "--spoiled", spoiled);
    assertThat(exit).isZero();
  }
}
