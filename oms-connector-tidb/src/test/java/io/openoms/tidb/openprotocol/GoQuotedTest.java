package io.openoms.tidb.openprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.changefeed.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoted bytes come back as they were. */
class GoQuotedTest {

  @Property(tries = 2000)
  void anyBytesComeBack(@ForAll @Size(max = 200) byte[] bytes) {
    assertThat(GoQuoted.bytes(GoQuote.quote(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 1000)
  void anyTextComesBackWithBytesBehindIt(@ForAll String text, @ForAll byte last) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(utf8, utf8.length + 1);
    bytes[utf8.length] = last;
    assertThat(GoQuoted.bytes(GoQuote.quote(bytes))).isEqualTo(bytes);
  }

  @Test
  void everyByteAndCharacterComesBack() {
    IntStream.range(0, 256)
        .mapToObj(value -> new byte[] {(byte) value})
        .forEach(one -> assertThat(GoQuoted.bytes(GoQuote.quote(one))).isEqualTo(one));
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(point -> point < 0xd800 || point > 0xdfff)
        .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8))
        .forEach(one -> assertThat(GoQuoted.bytes(GoQuote.quote(one))).isEqualTo(one));
  }

  @Test
  void escapesOfGoAreKnown() {
    assertThat(GoQuoted.bytes("\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\x7f\\u2028\\U0001f600é"))
        .isEqualTo(
            "\u0007\b\f\n\r\t\u000b\\\"\u007f\u2028\ud83d\ude00é".getBytes(StandardCharsets.UTF_8));
    assertThat(GoQuoted.bytes("\\xff\\x00")).isEqualTo(new byte[] {(byte) 0xff, 0});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\",
        "\\q",
        "\\x",
        "\\x1",
        "\\x1g",
        "\\u12",
        "\\ud800",
        "\\U00110000",
        "\\UFFFFFFFF",
        "\"",
        "a\nb",
        "\u007f",
        "\ud800",
        "\\x-1",
        "\\u\uff11234"
      })
  void whatGoDoesNotWriteIsRefused(String quoted) {
    assertThatThrownBy(() -> GoQuoted.bytes(quoted)).hasMessageContaining("MESSAGE_DAMAGED");
  }
}
