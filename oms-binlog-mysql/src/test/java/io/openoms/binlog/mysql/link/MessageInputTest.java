package io.openoms.binlog.mysql.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageInputTest {

  private static final int FULL_PACKET = 0xff_ffff;

  private final Random random = new Random(7);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private int number;

  @Test
  void messagesAreReadHoweverTheirBytesArrive() throws IOException {
    int[] sizes = {1, 0, 19, 4, 20_000, 1 << 14, (1 << 14) - 4, 3, FULL_PACKET, FULL_PACKET + 5, 2};
    byte[][] messages = new byte[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      messages[i] = new byte[sizes[i]];
      random.nextBytes(messages[i]);
      send(messages[i]);
    }
    for (int most : new int[] {1, 7, 16_384, Integer.MAX_VALUE}) {
      MessageInput in = new MessageInput(arriving(most));
      for (byte[] message : messages) {
        in.begin();
        assertThat(read(in, message.length)).isEqualTo(message);
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThatThrownBy(in::begin).isInstanceOf(EOFException.class);
    }
  }

  /** By single bytes, by some, and the rest at once. */
  private byte[] read(MessageInput in, int length) throws IOException {
    byte[] room = new byte[4];
    int used = in.readNBytes(room, 1, Math.min(3, length));
    if (length > 3 && random.nextBoolean()) {
      room[0] = (byte) in.read();
      byte[] some = in.readAllBytes();
      byte[] all = Arrays.copyOfRange(room, 1, length + 1);
      all[3] = room[0];
      System.arraycopy(some, 0, all, 4, some.length);
      return all;
    }
    MessageInput.Buffer rest = in.rest(room, used + 1);
    return Arrays.copyOfRange(rest.bytes(), 1, rest.end());
  }

  @Test
  void aMessageThatIsCutOrOutOfTurnIsAnError() throws IOException {
    send(new byte[100]);
    number++;
    send(new byte[1]);
    MessageInput in = new MessageInput(arriving(50));
    in.begin();
    assertThatThrownBy(in::begin).isInstanceOf(IllegalStateException.class);
    in.readAllBytes();
    assertThatThrownBy(in::begin).isInstanceOf(MalformedEventException.class);

    byte[] cut = Arrays.copyOf(sent.toByteArray(), 60);
    MessageInput shorter = new MessageInput(new ByteArrayInputStream(cut));
    shorter.begin();
    assertThatThrownBy(shorter::readAllBytes).isInstanceOf(EOFException.class);
  }

  private void send(byte[] message) {
    int at = 0;
    int length;
    do {
      length = Math.min(FULL_PACKET, message.length - at);
      sent.write(length);
      sent.write(length >> 8);
      sent.write(length >> 16);
      sent.write(number++);
      sent.write(message, at, length);
      at += length;
    } while (length == FULL_PACKET);
  }

  private InputStream arriving(int most) {
    return new ByteArrayInputStream(sent.toByteArray()) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, most));
      }
    };
  }
}
