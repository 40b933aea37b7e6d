package io.openoms.jdbc.mysql.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SqlBytesTest {

  private static final byte[] OFTEN = "'\\\0ab'".getBytes(StandardCharsets.US_ASCII);

  @Test
  void everyByteIsQuotedAtEveryPlace() {
    for (int value = 0; value < 256; value++) {
      for (int length = 1; length <= 20; length++) {
        for (int at = 0; at < length; at++) {
          byte[] text = new byte[length];
          Arrays.fill(text, (byte) 'x');
          text[at] = (byte) value;
          assertThat(quoted(text, 0, length)).isEqualTo(byteByByte(text, 0, length));
        }
      }
    }
  }

  @Test
  void anyTextIsQuotedAsByteByByte() {
    Random random = new Random(20_261_125);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(64)];
      random.nextBytes(text);
      for (int j = 0; j < text.length; j++) {
        if (random.nextInt(3) == 0) {
          text[j] = OFTEN[random.nextInt(OFTEN.length)];
        }
      }
      int offset = random.nextInt(text.length + 1);
      int length = random.nextInt(text.length - offset + 1);
      assertThat(quoted(text, offset, length)).isEqualTo(byteByByte(text, offset, length));
    }
  }

  @Test
  void whatIsSentIsTheTextWithSpacesBehind() {
    SqlBytes sql = new SqlBytes();
    for (int length = 1; length < 2_000_000; length = length * 5 / 4 + 1) {
      sql.clear();
      byte[] text = new byte[length];
      Arrays.fill(text, (byte) 'x');
      sql.append(text, 0, length);

      String sent = new String(sql.padded(Integer.MAX_VALUE), StandardCharsets.US_ASCII);

      assertThat(sent).startsWith("x".repeat(length));
      assertThat(sent.substring(length)).isBlank();
      assertThat(sent.length()).isLessThanOrEqualTo(length * 4 / 3 + 4);
      assertThat(sql.padded(length)).hasSize(length);
    }
  }

  private static byte[] quoted(byte[] text, int offset, int length) {
    SqlBytes sql = new SqlBytes();
    sql.appendQuoted(text, offset, length);
    return Arrays.copyOf(sql.padded(Integer.MAX_VALUE), sql.size());
  }

  private static byte[] byteByByte(byte[] text, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('\'');
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == '\'' || text[i] == '\\' || text[i] == 0) {
        out.write('\\');
      }
      out.write(text[i] == 0 ? '0' : text[i]);
    }
    out.write('\'');
    return out.toByteArray();
  }
}
