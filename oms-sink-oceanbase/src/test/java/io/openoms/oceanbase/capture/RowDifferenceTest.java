package io.openoms.oceanbase.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowDifferenceTest {

  @Test
  void aKeyHasOneRowAndAChangeOfItIsAnUpdate() {
    assertThat(RowDifference.of(rows("a"), rows("a"), true)).isEmpty();
    assertThat(RowDifference.of(rows("a"), rows("b"), true))
        .extracting(RowChange::kind)
        .containsExactly(RowChange.Kind.UPDATE);
    assertThat(RowDifference.of(rows(), rows("b"), true))
        .extracting(RowChange::kind)
        .containsExactly(RowChange.Kind.INSERT);
    assertThat(RowDifference.of(rows("a"), rows(), true))
        .extracting(RowChange::kind)
        .containsExactly(RowChange.Kind.DELETE);
  }

  /** Whatever was there and is there: the changes make the one of the other, and are no more. */
  @Test
  void ofABagThatIsInsertedOrDeletedWhichIsThereMoreOftenOnOneSide() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      List<RowImage> before = some(random);
      List<RowImage> after = some(random);
      List<RowImage> made = new ArrayList<>(before);

      List<RowChange> changes = RowDifference.of(before, after, false);

      for (RowChange change : changes) {
        if (change.kind() == RowChange.Kind.DELETE) {
          assertThat(made.remove(change.before())).isTrue();
        } else {
          assertThat(change.kind()).isEqualTo(RowChange.Kind.INSERT);
          made.add(change.after());
        }
      }
      assertThat(made).containsExactlyInAnyOrderElementsOf(after);
      assertThat(changes.size()).isLessThanOrEqualTo(before.size() + after.size());
      assertThat(RowDifference.of(before, before, false)).isEmpty();
    }
  }

  private static List<RowImage> some(Random random) {
    String[] values =
        random.ints(random.nextInt(8), 0, 3).mapToObj(v -> "v" + v).toArray(String[]::new);
    return rows(values);
  }

  private static List<RowImage> rows(String... values) {
    List<RowImage> rows = new ArrayList<>();
    for (String value : values) {
      RowImage.Builder row = new RowImage.Builder(1);
      row.add(value.getBytes(StandardCharsets.UTF_8));
      rows.add(row.build());
    }
    return rows;
  }
}
