package io.openoms.hbase.log.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkTest {

  private static final String FILE = "127.0.0.1%2C16020%2C1.1764500000000";
  private static final String REGION = "0123456789abcdef0123456789abcdef";

  @Test
  void whatItWaitsForIsStoredAndRead() {
    Mark mark = new Mark(List.of(FILE, FILE + "1"), Map.of(REGION, 17L, REGION + "1", 0L));
    assertThat(Mark.parse(mark.text())).isEqualTo(mark);
    assertThat(Mark.parse(Mark.NONE.text())).isEqualTo(Mark.NONE);
    assertThat(Mark.parse("")).isEqualTo(Mark.NONE);
  }

  @Test
  void oneOfAnEarlierVersionHasFilesAlone() {
    assertThat(Mark.parse(FILE + "\n" + FILE + "1"))
        .isEqualTo(new Mark(List.of(FILE, FILE + "1"), Map.of()));
  }
}
