package io.openoms.tidb.openprotocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.tidb.log.message.LogMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** Keys, parts and compression: right, or refused by name. */
class FramingTest {

  private static final String ROW = "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":1}}}";

  private static List<LogMessage> read(byte[] key, byte[] value) {
    List<LogMessage> messages = new ArrayList<>();
    new OpenProtocol().decode(key, value, messages::add);
    return messages;
  }

  private static List<LogMessage> read(String key, String value, UnaryOperator<byte[]> values) {
    OpenRecord record = OpenRecord.of(List.of(new OpenMessage(key, value)), values);
    return read(record.key(), record.value());
  }

  private static List<LogMessage> read(String key, String value) {
    return read(key, value, UnaryOperator.identity());
  }

  private static String key(String more) {
    return "{\"ts\":9,\"scm\":\"d\",\"tbl\":\"t\",\"t\":1" + more + "}";
  }

  private static byte[] snappy(byte[] value) {
    try {
      return Snappy.compress(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] lz4(byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(out)) {
      frame.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void compressedValuesAreToldByTheirBytes() {
    List<LogMessage> plain = read(key(""), ROW);
    assertThat(read(key(""), ROW, FramingTest::snappy)).isEqualTo(plain);
    assertThat(read(key(""), ROW, FramingTest::lz4)).isEqualTo(plain);
  }

  /** A block of Snappy begins with its length, which may be a brace. */
  @Test
  void everyLengthOfACompressedValueIsTold() {
    for (int length = 0; length < 300; length++) {
      String row = "{\"u\":{\"a\":{\"t\":15,\"f\":0,\"v\":\"" + "x".repeat(length) + "\"}}}";
      assertThat(read(key(""), row, FramingTest::snappy)).isEqualTo(read(key(""), row));
    }
  }

  @Test
  void theKeysFieldsAreKnown() {
    LogMessage.Row row =
        (LogMessage.Row) read(key(",\"rid\":-7,\"ptn\":5,\"ohk\":false"), ROW).get(0);
    assertThat(row.partition()).hasValue(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"ohk\":true|ROW_NOT_CARRIED",
        ",\"ohk\":false,\"ccl\":\"s3://b/f\"|ROW_NOT_CARRIED",
        ",\"new\":1|MESSAGE_UNKNOWN",
        ",\"rid\":1.5|MESSAGE_DAMAGED",
        ",\"t\":1|MESSAGE_DAMAGED"
      })
  void keysThatCannotBeFollowed(String more, String error) {
    assertThatThrownBy(() -> read(key(more), ROW)).hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ts\":9,\"t\":4}|MESSAGE_UNKNOWN",
        "{\"ts\":9,\"t\":0}|MESSAGE_UNKNOWN",
        "{\"t\":3}|MESSAGE_DAMAGED",
        "{\"ts\":-1,\"t\":3}|MESSAGE_DAMAGED",
        "{\"ts\":9223372036854775808,\"t\":3}|MESSAGE_DAMAGED",
        "{\"ts\":\"9\",\"t\":3}|MESSAGE_DAMAGED",
        "{\"ts\":9,\"t\":1}|MESSAGE_DAMAGED",
        "[]|MESSAGE_DAMAGED",
        "{\"ts\":9,\"t\":3}x|MESSAGE_DAMAGED"
      })
  void keysThatAreNone(String key, String error) {
    assertThatThrownBy(() -> read(key, key.contains("\"t\":3") ? "" : ROW))
        .hasMessageContaining(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|MESSAGE_DAMAGED",
        "{\"p\":{}}|MESSAGE_DAMAGED",
        "{\"u\":{},\"d\":{}}|MESSAGE_DAMAGED",
        "{\"p\":{},\"d\":{}}|MESSAGE_DAMAGED",
        "{\"x\":{}}|MESSAGE_UNKNOWN",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1}}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":{\"f\":1,\"v\":1}}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":{\"t\":3,\"f\":256,\"v\":1}}}|MESSAGE_UNKNOWN",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":1,\"z\":1}}}|MESSAGE_UNKNOWN",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":[1]}}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":true}}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":1}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":1},\"a\":{\"t\":3,\"f\":1,\"v\":2}}}|MESSAGE_DAMAGED",
        "{\"u\":{\"a\":{\"t\":3,\"f\":1,\"v\":1}}}{}|MESSAGE_DAMAGED",
        "nothing|MESSAGE_DAMAGED"
      })
  void valuesThatAreNone(String value, String error) {
    assertThatThrownBy(() -> read(key(""), value))
        .hasMessageContaining(error)
        .hasMessageContaining("d.t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":0,\"database\":\"d\",\"isDdl\":false}", "x", ""})
  void anotherProtocolIsNamed(String value) {
    assertThatThrownBy(() -> read(null, value.getBytes(UTF_8)))
        .hasMessageContaining("PROTOCOL_UNKNOWN");
    assertThatThrownBy(() -> read(value.getBytes(UTF_8), value.getBytes(UTF_8)))
        .hasMessageContaining("PROTOCOL_UNKNOWN");
    assertThatThrownBy(() -> read((byte[]) null, null)).hasMessageContaining("PROTOCOL_UNKNOWN");
  }

  @Test
  void everyRecordThatIsCutShortIsRefused() {
    for (String name : Frozen.NAMES) {
      OpenRecord record = Frozen.record(name);
      for (int length = 0; length < record.key().length; length++) {
        byte[] cut = Arrays.copyOf(record.key(), length);
        assertThatThrownBy(() -> read(cut, record.value())).hasMessageMatching("[A-Z_]+.*: .*");
      }
      for (int length = 0; length < record.value().length; length += 7) {
        byte[] cut = Arrays.copyOf(record.value(), length);
        assertThatThrownBy(() -> read(record.key(), cut)).hasMessageMatching("[A-Z_]+.*: .*");
      }
    }
  }

  @Test
  void aValueWithMorePartsIsRefused() {
    OpenRecord record = Frozen.record("resolved");
    assertThatThrownBy(() -> read(record.key(), Arrays.copyOf(record.value(), 16)))
        .hasMessageContaining("MESSAGE_DAMAGED");
  }
}
