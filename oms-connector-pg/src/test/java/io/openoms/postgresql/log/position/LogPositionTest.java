package io.openoms.postgresql.log.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.spi.data.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

  private static final Position TEXT = new Position("postgresql/1 7391838417350951234 1 0/16B3748");

  @Test
  void itReadsWhatItWrote() {
    assertThat(LogPosition.parse(TEXT).position()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "80000000/1"})
  void placesAreUnsigned(String text) {
    assertThat(Lsn.text(Lsn.parse(text))).isEqualTo(text);
    assertThat(Lsn.isBefore(0, Lsn.parse(text))).isEqualTo(!text.equals("0/0"));
  }

  @Test
  void itIncludesCommitsThatBeginBeforeIt() {
    LogPosition position = new LogPosition("1", 1, 100);
    assertThat(position.includes(99)).isTrue();
    assertThat(position.includes(100)).isFalse();
  }

  @Test
  void anotherTimelineOrClusterCoversNothing() {
    LogPosition position = new LogPosition("1", 1, 100);
    assertThat(position.covers(position.at(100))).isTrue();
    assertThat(position.covers(position.at(101))).isFalse();
    assertThat(position.covers(new LogPosition("1", 2, 50))).isFalse();
    assertThat(position.covers(new LogPosition("2", 1, 50))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"binlog/1 x", "postgresql/2 1 1 0/1", "postgresql/1 1 1", "postgresql/1 1 1 16"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> LogPosition.parse(new Position(text)))
        .hasMessageContaining("LOG_POSITION_INVALID");
  }
}
