package io.openoms.dialect.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownBytesTest {

  /** Bytes are written as characters of ISO 8859-1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a ('x') `b`             | a ('x') `b`",
        "_latin1'\u00e9'         | _latin1 x'E9'",
        "(_latin1'\u00e9\\'\\\\') | (_latin1 x'E9275C')",
        "_latin1'a''\u00e9'      | _latin1 x'6127E9'",
        "_latin1'abc'            | _latin1'abc'",
        "_gbk'\u00d6\u00d0'      | _gbk x'D6D0'",
        "_sjis'\u0095\\\\'       | _sjis x'955C'",
        "_binary'\u00c3\u00a9'   | _binary x'C3A9'",
        "_utf16'\\0a'            | _utf16 x'0061'",
        "_utf8mb4'\u00c3\u00a9'  | _utf8mb4'\u00e9'",
        "'\u00c3\u00a9'          | '\u00e9'",
        "DEFAULT '\u00ff\\0A'    | DEFAULT  x'FF0041'",
        "`\u00c3\u00a9_x`'\u00c3\u00a9' | `\u00e9_x`'\u00e9'",
      })
  void literalsBehindIntroducersAreBytesOfTheirCharacterSet(String shown, String meant) {
    assertThat(ShownBytes.read(shown.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(meant);
  }

  @Test
  void bytesThatAreNoTextAreAnError() {
    byte[] shown = "`\u00e9`".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ShownBytes.read(shown)).hasMessageContaining("no text");
  }

  @Test
  void aViewThatWasMadeInAnotherCharacterSetMayHaveLostTexts() {
    byte[] shown = "CREATE VIEW `v` AS select _latin1'?' AS `c`".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ShownBytes.converted(shown, "gbk")).hasMessageContaining("gbk");
    byte[] plain = "CREATE VIEW `v` AS select 'ü' AS `c`".getBytes(StandardCharsets.UTF_8);
    assertThat(ShownBytes.converted(plain, "gbk")).contains("'ü'");
  }
}
