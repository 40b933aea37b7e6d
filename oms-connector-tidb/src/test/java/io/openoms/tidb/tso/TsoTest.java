package io.openoms.tidb.tso;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TsoTest {

  @Test
  void tellsItsTimeAndItsPosition() {
    Tso tso = new Tso(450_000_000_000_000_007L);
    assertThat(tso.time()).isEqualTo(Instant.ofEpochMilli(450_000_000_000_000_007L >> 18));
    assertThat(tso.position().text()).isEqualTo("tidb/1 tso=450000000000000007");
    assertThat(tso).isLessThan(new Tso(450_000_000_000_000_008L));
  }
}
