package io.openoms.hbase.log.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFilesTest {

  /** The files that are written are those of living servers, the newest of each group. */
  @Test
  void closedFilesAreAllButTheNewestOnes() {
    LogFiles files =
        new LogFiles(
            Map.of(
                "a,1,5/peer", List.of("a%2C1%2C5.900", "a%2C1%2C5.1000"),
                "b,1,6/peer", List.of("b%2C1%2C6.g-0.10", "b%2C1%2C6.g-0.11", "b%2C1%2C6.g-1.9"),
                "b,1,6/peer-c,1,7", List.of("c%2C1%2C7.30"),
                "d,1,8/peer", List.of("d%2C1%2C8.40")));

    assertThat(files.closed("peer", List.of("a,1,5", "b,1,6")))
        .containsExactly("a%2C1%2C5.900", "b%2C1%2C6.g-0.10", "c%2C1%2C7.30", "d%2C1%2C8.40");
  }

  @Test
  void eachLivingServerMustWriteAnotherFile() {
    LogFiles before =
        new LogFiles(Map.of("a,1,5/peer", List.of("a.9"), "b,1,6/peer", List.of("b.9")));
    LogFiles one =
        new LogFiles(Map.of("a,1,5/peer", List.of("a.9", "a.10"), "b,1,6/peer", List.of("b.9")));
    LogFiles both =
        new LogFiles(Map.of("a,1,5/peer", List.of("a.10"), "b,1,6/peer", List.of("b.9", "b.11")));

    assertThat(one.areRolledSince(before, "peer", List.of("a,1,5", "b,1,6"))).isFalse();
    assertThat(one.areRolledSince(before, "peer", List.of("a,1,5"))).isTrue();
    assertThat(both.areRolledSince(before, "peer", List.of("a,1,5", "b,1,6"))).isTrue();
    assertThat(both.areRolledSince(before, "peer", List.of("c,1,7"))).isFalse();
  }
}
