package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.api.Test;

/** The benchmark of many tables, with a few tables and no figure. */
@Thorough
class TablesBenchIT {

  @Test
  void tablesAreMovedRight() {
    int exit =
        TablesBench.commandLine()
            .execute("--tables", "30", "--source", "mariadb", "--without-dump");
    assertThat(exit).isZero();
  }
}
