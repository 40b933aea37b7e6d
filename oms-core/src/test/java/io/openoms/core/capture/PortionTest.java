package io.openoms.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortionTest {

  private static final Instant THEN = Instant.ofEpochSecond(7);
  private static final Optional<Position> END = Optional.of(new Position("end"));

  @Test
  void anOpenTransactionIsDroppedAndThoseBeforeItStay() {
    Portion portion = new Portion(THEN);
    whole(portion, "a");
    SpoolRecord expected = portion.take(END);
    whole(portion, "a");
    portion.begin(new ChangeEvent.Begun("b"));
    portion.add(changes());

    portion.dropOpen();

    assertThat(portion.isInTransaction()).isFalse();
    assertThat(portion.take(END)).isEqualTo(expected);
  }

  @Test
  void ofATransactionThatBeganInAnEarlierRecordNothingStays() {
    Portion portion = new Portion(THEN);
    whole(portion, "a");
    portion.begin(new ChangeEvent.Begun("b"));
    portion.add(changes());
    portion.take(Optional.empty());
    portion.add(changes());

    portion.dropOpen();

    assertThat(portion.isEmpty()).isTrue();
    assertThat(portion.changes()).isZero();
  }

  private static void whole(Portion portion, String id) {
    portion.begin(new ChangeEvent.Begun(id));
    portion.add(changes());
    portion.end(new ChangeEvent.Committed(id, THEN), THEN);
  }

  private static ChangeEvent.Changes changes() {
    RowImage.Builder row = new RowImage.Builder(1);
    row.add(new byte[3]);
    return new ChangeEvent.Changes(
        new ObjectName("d", "t"), 1, List.of(new RowChange(null, row.build())));
  }
}
