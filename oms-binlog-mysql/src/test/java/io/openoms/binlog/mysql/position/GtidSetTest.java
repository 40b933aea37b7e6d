package io.openoms.binlog.mysql.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GtidSetTest {

  private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

  /** Names of one source after another go another way than a set that is read as a whole. */
  @Test
  void transactionsAddedOneByOneAreTheSetOfThem() {
    Random random = new Random(1);
    GtidSet set = GtidSet.parse("");
    TreeSet<String> added = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      String name = name(random);
      set.add(name);
      added.add(name);
      String other = name(random);
      assertThat(set.contains(other)).isEqualTo(added.contains(other));
      if (random.nextInt(10) == 0) {
        set.remove(other);
        added.remove(other);
      }
    }
    assertThat(set).isEqualTo(GtidSet.parse(String.join(",", added)));
  }

  private static String name(Random random) {
    String source = random.nextInt(4) > 0 ? A : B;
    return source + (random.nextInt(5) == 0 ? ":tag" : "") + ":" + (1 + random.nextInt(60));
  }

  @Test
  void aSourceThatIsNotInASetHasNoTransactionThere() {
    GtidSet set = GtidSet.parse(A + ":1-5");

    assertThat(set.contains(B + ":1")).isFalse();
    set.add(B + ":1");
    assertThat(set.contains(B + ":1")).isTrue();
    assertThat(set.contains(A.toUpperCase(Locale.ROOT) + ":5")).isTrue();
    assertThat(set.contains(A + ":6")).isFalse();
    assertThat(set.contains(A + ":4-6")).isFalse();
    assertThat(set.contains(A + ":1-2:4")).isTrue();
    assertThat(set.contains(A + ":6:4")).isFalse();
    assertThat(set.contains(B + ":1," + A + ":7")).isFalse();
  }

  @Test
  void aSourceWhoseLastTransactionWasTakenOutMayComeAgain() {
    GtidSet set = GtidSet.parse(A + ":1");
    assertThat(set.contains(A + ":1")).isTrue();

    set.remove(A + ":1");
    set.add(A + ":2");

    assertThat(set).hasToString(A + ":2");
  }

  @Test
  void whatIsNoNameIsRefused() {
    GtidSet set = GtidSet.parse(A + ":1-5");
    String noUuid = "z".repeat(A.length());

    assertThat(set.contains(A + ":1")).isTrue();
    for (String text : List.of("5", noUuid + ":1", A + ":0", A + ":5-4", A + "12")) {
      assertThatThrownBy(() -> set.contains(text)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> set.add(text)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(set).hasToString(A + ":1-5");
  }
}
