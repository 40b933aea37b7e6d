package io.openoms.postgresql.log.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.postgresql.log.message.LogMessage.Column;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageDecoderTest {

  private static MessageBytes begin() {
    return new MessageBytes('B').eight(100).eight(1_000_001).four(7);
  }

  private static MessageBytes relation() {
    MessageBytes message = new MessageBytes('R').four(5).text("s").text("t").one('d').two(2);
    return message.one(1).text("id").four(23).four(-1).one(0).text("v").four(25).four(-1);
  }

  private static MessageBytes update() {
    return new MessageBytes('U').four(5).row('K', "1", null).row('N', "2", "");
  }

  static Stream<MessageBytes> messages() {
    return Stream.of(
        begin(),
        new MessageBytes('C').one(0).eight(100).eight(120).eight(0),
        new MessageBytes('O').eight(1).text("elsewhere"),
        relation(),
        new MessageBytes('Y').four(9).text("s").text("mood"),
        new MessageBytes('I').four(5).row('N', "1", "a"),
        update(),
        new MessageBytes('D').four(5).row('O', "1", "a"),
        new MessageBytes('T').four(2).one(3).four(5).four(6),
        new MessageBytes('M').one(1).eight(1).text("p").four(2).one(1).one(2));
  }

  @Test
  void aTransactionHasItsPlacesAndItsTime() {
    assertThat(begin().decoded())
        .isEqualTo(new LogMessage.Begin(100, Instant.parse("2000-01-01T00:00:01.000001Z"), 7));
    assertThat(new MessageBytes('C').one(0).eight(100).eight(120).eight(0).decoded())
        .isEqualTo(new LogMessage.Commit(100, 120, Instant.parse("2000-01-01T00:00:00Z")));
  }

  @Test
  void aRelationHasItsColumnsAndItsIdentity() {
    assertThat(relation().decoded())
        .isEqualTo(
            new LogMessage.Relation(
                5,
                "s",
                "t",
                'd',
                List.of(new Column(true, "id", 23, -1), new Column(false, "v", 25, -1))));
  }

  @Test
  void anUpdateTellsNullFromWhatIsNotSent() {
    LogMessage.Row row = (LogMessage.Row) update().decoded();
    Tuple before = Objects.requireNonNull(row.before());
    Tuple after = Objects.requireNonNull(row.after());
    assertThat(row.isWhole()).isFalse();
    assertThat(row.isInsert()).isFalse();
    assertThat(text(before, 0)).isEqualTo("1");
    assertThat(before.isNull(1)).isTrue();
    assertThat(before.isUnsent(1)).isFalse();
    assertThat(text(after, 0)).isEqualTo("2");
    assertThat(after.isUnsent(1)).isTrue();
    assertThat(after.isNull(1)).isFalse();
  }

  private static String text(Tuple tuple, int column) {
    return new String(
        tuple.data(), tuple.offset(column), tuple.length(column), StandardCharsets.UTF_8);
  }

  @Test
  void aTruncateNamesItsRelations() {
    assertThat(new MessageBytes('T').four(2).one(3).four(5).four(6).decoded())
        .isEqualTo(new LogMessage.Truncate(List.of(5, 6), true, true));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachBeginningOfAMessageIsRefused(MessageBytes message) {
    byte[] whole = message.bytes();
    assertThat(message.decoded()).isNotNull();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> MessageDecoder.decode(part, 0))
          .as("%s bytes of %s", part.length, whole.length)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageWithMoreThanItsKindHasIsRefused(MessageBytes message) {
    assertThatThrownBy(() -> message.one(0).decoded())
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("left");
  }

  @Test
  void unknownKindsAreNamed() {
    assertThatThrownBy(() -> new MessageBytes('S').four(1).decoded())
        .hasMessageContaining("unknown kind S");
    assertThatThrownBy(() -> new MessageBytes('I').four(1).one('N').two(1).one('b').decoded())
        .hasMessageContaining("unknown kind b");
  }
}
