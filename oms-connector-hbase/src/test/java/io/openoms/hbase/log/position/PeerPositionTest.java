package io.openoms.hbase.log.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.Position;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerPositionTest {

  private static final Map<String, RegionPlace> REGIONS =
      Map.of("b", new RegionPlace(12, RegionPlace.ALL), "a", new RegionPlace(7, 400));

  @Test
  void aTextIsReadAsItWasWritten() {
    PeerPosition reader = new PeerPosition(5, 3, Optional.of(REGIONS));
    assertThat(reader.position().text()).isEqualTo("hbase/1 n=5 mark=3 regions=a:7+400,b:12");
    assertThat(PeerPosition.parse(reader.position())).isEqualTo(reader);
    PeerPosition first = new PeerPosition(0, 0, Optional.of(Map.of()));
    assertThat(PeerPosition.parse(first.position())).isEqualTo(first);
    PeerPosition place = PeerPosition.place(9, 2);
    assertThat(PeerPosition.parse(place.position())).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hbase/2 n=1 mark=1",
        "hbase/1 n=1",
        "hbase/1 n=-1 mark=1",
        "hbase/1 n=1 mark=1 regions=a",
        "hbase/1 n=1 mark=1 regions=a:x",
        "pg/1 n=1 mark=1"
      })
  void anyOtherTextIsRefused(String text) {
    assertThatThrownBy(() -> PeerPosition.parse(new Position(text)))
        .hasMessageContaining("PEER_POSITION_INVALID");
  }

  /** A place that was asked for is reached with its mark; a reader's also with its deliveries. */
  @Test
  void marksAndDeliveriesCount() {
    PeerPosition reached = new PeerPosition(5, 3, Optional.of(REGIONS));
    assertThat(reached.covers(PeerPosition.place(99, 3))).isTrue();
    assertThat(reached.covers(PeerPosition.place(1, 4))).isFalse();
    assertThat(reached.covers(new PeerPosition(5, 1, Optional.of(Map.of())))).isTrue();
    assertThat(PeerPosition.place(4, 9).covers(reached)).isFalse();
  }
}
