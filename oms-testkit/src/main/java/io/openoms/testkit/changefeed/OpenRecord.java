package io.openoms.testkit.changefeed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** A record of Kafka with messages of the Open Protocol. The arrays are not copied. */
public final class OpenRecord {

  private static final long VERSION = 1;

  private final byte[] key;
  private final byte[] value;

  /** A record of that key and value. */
  public OpenRecord(byte[] key, byte[] value) {
    this.key = key;
    this.value = value;
  }

  /** A record of messages. */
  public static OpenRecord of(List<OpenMessage> messages) {
    return of(messages, UnaryOperator.identity());
  }

  /**
   * A record of messages whose values are changed before they are written, such as compressed.
   *
   * @param values changes a value that is not empty
   */
  public static OpenRecord of(List<OpenMessage> messages, UnaryOperator<byte[]> values) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    key.writeBytes(number(VERSION));
    for (OpenMessage message : messages) {
      part(message.key().getBytes(StandardCharsets.UTF_8), key);
      byte[] json = message.value().getBytes(StandardCharsets.UTF_8);
      part(json.length == 0 ? json : values.apply(json), value);
    }
    return new OpenRecord(key.toByteArray(), value.toByteArray());
  }

  private static void part(byte[] part, ByteArrayOutputStream out) {
    out.writeBytes(number(part.length));
    out.writeBytes(part);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Its key. */
  public byte[] key() {
    return key;
  }

  /** Its value. */
  public byte[] value() {
    return value;
  }
}
