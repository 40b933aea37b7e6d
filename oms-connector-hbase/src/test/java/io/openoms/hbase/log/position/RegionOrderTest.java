package io.openoms.hbase.log.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionOrderTest {

  private final RegionOrder order =
      new RegionOrder(Map.of("r", new RegionPlace(10, RegionPlace.ALL)));

  @Test
  void whatComesAgainIsKnown() {
    assertThat(order.known("r", 9, 4, "e")).isEqualTo(4);
    assertThat(order.known("r", 10, 4, "e")).isEqualTo(4);
    assertThat(order.known("r", 12, 4, "e")).isZero();
    order.read("r", new RegionPlace(12, 3));
    assertThat(order.known("r", 12, 4, "e")).isEqualTo(3);
    order.read("r", new RegionPlace(12, RegionPlace.ALL));
    order.read("r", new RegionPlace(15, RegionPlace.ALL));
    assertThat(order.known("r", 12, 4, "e")).isEqualTo(4);
    assertThat(order.places()).containsEntry("r", new RegionPlace(15, RegionPlace.ALL));
  }

  @Test
  void regionsHaveNoOrderAmongEachOther() {
    order.read("s", new RegionPlace(3, RegionPlace.ALL));
    assertThat(order.known("s", 4, 1, "e")).isZero();
    assertThat(order.known("t", 1, 1, "e")).isZero();
  }

  @Test
  void anEntryThatComesTooLateIsNamed() {
    order.read("r", new RegionPlace(12, RegionPlace.ALL));
    order.read("r", new RegionPlace(15, RegionPlace.ALL));
    assertThatThrownBy(() -> order.known("r", 13, 1, "table t, entry 13"))
        .hasMessageContaining("WAL_ORDER_BROKEN")
        .hasMessageContaining("table t, entry 13");
  }
}
