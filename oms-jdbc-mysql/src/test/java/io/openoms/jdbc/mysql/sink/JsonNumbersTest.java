package io.openoms.jdbc.mysql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[1, 1.0, -0.0, 1e20, 5e-324, 1.7976931348623157e308, 0.0000001]",
        "[18446744073709551615, -9223372036854775808]",
        "1.50000000000000000000000000",
        "{\"12345678901234567890123\": \"0.12345678901234567890123\"}",
        "\"\\\"12345678901234567890123\"",
        "\"12345678901234567890123\\\\\""
      })
  void numbersOf64BitsAreKept(String json) {
    assertThat(rounded(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18446744073709551617",
        "-9223372036854775809",
        "0.123456789012345678",
        "1.234567890123456789e5",
        "1234567890123456.7",
        "1e-400",
        "1.4e-323",
        "0.30000000000000003"
      })
  void longerOnesAreFound(String number) {
    assertThat(rounded("{\"a\\\\\": [1, " + number + "]}")).contains(number);
    assertThat(rounded(number)).contains(number);
  }

  private static Optional<String> rounded(String json) {
    byte[] text = ("xx" + json + "9").getBytes(StandardCharsets.UTF_8);
    return JsonNumbers.rounded(text, 2, text.length - 3);
  }
}
