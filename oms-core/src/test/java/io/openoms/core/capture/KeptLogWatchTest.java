package io.openoms.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.KeptLog;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeptLogWatchTest {

  private static final long MIB = 1L << 20;

  private final KeptLogWatch watch = new KeptLogWatch();

  private static KeptLog kept(long mebibytes) {
    return new KeptLog(mebibytes * MIB, OptionalLong.empty());
  }

  private static KeptLog kept(long mebibytes, long left) {
    return new KeptLog(mebibytes * MIB, OptionalLong.of(left * MIB));
  }

  @Test
  void tellsOfMuchAndAgainOfTwiceAsMuch() {
    assertThat(watch.warnings(kept(1_023))).isEmpty();
    assertThat(watch.warnings(kept(1_500)))
        .containsExactly(
            "the source keeps 1500 MiB of its log on its disk, as the project has not read further");
    assertThat(watch.warnings(kept(2_999))).isEmpty();
    assertThat(watch.warnings(kept(3_000))).hasSize(1);
    assertThat(watch.warnings(kept(10))).isEmpty();
    assertThat(watch.warnings(kept(1_024))).hasSize(1);
  }

  @Test
  void tellsOnceThatMoreThanHalfOfTheRoomIsUsed() {
    assertThat(watch.warnings(kept(30, 34))).isEmpty();
    assertThat(watch.warnings(kept(34, 30)))
        .containsExactly(
            "the source gives up what the project needs of its log after 30 MiB more of it");
    assertThat(watch.warnings(kept(40, -1))).isEmpty();
    assertThat(watch.warnings(kept(1, 63))).isEmpty();
    assertThat(watch.warnings(kept(60, -2)))
        .containsExactly(
            "the source gives up what the project needs of its log after 0 MiB more of it");
  }
}
