package io.openoms.tidb.log.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.Position;
import io.openoms.tidb.tso.Tso;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPositionTest {

  @Test
  void whatIsWrittenIsRead() {
    FeedPosition position = FeedPosition.of(9, Map.of(10, 7L, 2, 0L));
    assertThat(position.position().text()).isEqualTo("tidb/1 tso=9 p2=0,p10=7");
    assertThat(FeedPosition.parse(position.position())).isEqualTo(position);
  }

  @Test
  void aTimestampOfTheServerIsAPosition() {
    assertThat(FeedPosition.parse(new Tso(42).position())).isEqualTo(FeedPosition.of(42, Map.of()));
  }

  @Test
  void whatCommittedAtItIsBeforeIt() {
    assertThat(FeedPosition.of(9, Map.of()).includes(9)).isTrue();
    assertThat(FeedPosition.of(9, Map.of()).includes(10)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tidb/1",
        "tidb/2 tso=1",
        "binlog/1 tso=1",
        "tidb/1 tso=x",
        "tidb/1 tso=1 p0",
        "tidb/1 tso=1 p0=1,",
        "tidb/1 tso=9999999999999999999",
        "tidb/1 tso=1 p0=1 p1=1"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> FeedPosition.parse(new Position(text)))
        .hasMessageContaining("TOPIC_POSITION_INVALID");
  }
}
