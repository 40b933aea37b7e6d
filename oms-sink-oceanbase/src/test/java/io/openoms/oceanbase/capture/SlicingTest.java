package io.openoms.oceanbase.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.CapturedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlicingTest {

  private static final int TOUCHES = 9;

  private final TouchedTable table = table();

  private static TouchedTable table() {
    var definition =
        CreateTableParser.parse("CREATE TABLE `t` (`id` int, PRIMARY KEY (`id`))", "d");
    return TouchedTable.of(1, new CapturedTable(1, definition, Optional.empty(), List.of()));
  }

  /** Every way to cut a row of touches into transactions, by every limit. */
  @Test
  void aSliceHoldsWholeTransactionsOrAPartOfOne() {
    for (int cuts = 0; cuts < 1 << (TOUCHES - 1); cuts++) {
      List<Touch> touches = touches(cuts);
      for (int limit = 1; limit <= TOUCHES; limit++) {
        List<TouchSlice> slices = Slicing.of(touches, limit);

        assertThat(slices.stream().flatMap(slice -> slice.touches().stream()))
            .containsExactlyElementsOf(touches);
        for (TouchSlice slice : slices) {
          assertThat(slice.touches()).hasSizeBetween(1, limit);
          assertThat(isWhole(slice, touches) || transactions(slice) == 1).isTrue();
        }
      }
    }
  }

  @Test
  void aSliceThatIsTooLargeComesInSmallerOnes() {
    for (int cuts = 0; cuts < 1 << (TOUCHES - 1); cuts++) {
      TouchSlice slice = new TouchSlice(touches(cuts));

      assertThat(slice.cut()).hasSizeGreaterThan(1).allMatch(part -> part.touches().size() <= 5);
    }
  }

  /** A transaction ends behind each touch whose bit is set. */
  private List<Touch> touches(int cuts) {
    List<Touch> touches = new ArrayList<>();
    long scn = 10;
    for (int i = 0; i < TOUCHES; i++) {
      touches.add(new Touch(scn, table, "k" + i, false));
      scn += (cuts >> i) & 1;
    }
    return touches;
  }

  private static long transactions(TouchSlice slice) {
    return slice.touches().stream().map(Touch::scn).distinct().count();
  }

  private static boolean isWhole(TouchSlice slice, List<Touch> all) {
    return slice.touches().stream()
        .map(Touch::scn)
        .distinct()
        .allMatch(
            scn ->
                slice.touches().stream().filter(touch -> touch.scn() == scn).count()
                    == all.stream().filter(touch -> touch.scn() == scn).count());
  }
}
