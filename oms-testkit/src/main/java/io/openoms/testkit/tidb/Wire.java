package io.openoms.testkit.tidb;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Packets of MySQL's protocol, without compression. Stateless. */
final class Wire {

  /** A packet of this length goes on in the next one. */
  static final int LONGEST = 0xff_ffff;

  private static final int HEADER = 4;
  private static final int ERROR = 0xff;

  /** Flags of the greeting: packets in another form, by compression, by TLS, with attributes. */
  private static final int OTHER_FORMS = 1 << 5 | 1 << 11 | 1 << 26 | 1 << 27;

  private Wire() {}

  /** A packet. Immutable, as long as nobody changes its bytes. */
  static final class Packet {
    private final int number;
    private final byte[] body;

    /**
     * A packet.
     *
     * @param number its place in a command and its answer; a command begins with 0
     */
    Packet(int number, byte[] body) {
      this.number = number;
      this.body = body;
    }

    /** Whether it begins a command of that kind. */
    boolean isCommand(int kind) {
      return number == 0 && body.length > 0 && body[0] == kind && body.length < LONGEST;
    }

    String text() {
      return new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
    }

    /** The same command with another text. */
    Packet with(String text) {
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(body[0]);
      changed.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return new Packet(number, changed.toByteArray());
    }
  }

  /** The next packet. Blocks. */
  static Packet read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new EOFException();
    }
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new Packet(header[3] & 0xff, body);
  }

  /** Sends a packet. */
  static void write(OutputStream out, Packet packet) throws IOException {
    int length = packet.body.length;
    byte[] whole = new byte[HEADER + length];
    whole[0] = (byte) length;
    whole[1] = (byte) (length >> 8);
    whole[2] = (byte) (length >> 16);
    whole[3] = (byte) packet.number;
    System.arraycopy(packet.body, 0, whole, HEADER, length);
    out.write(whole);
  }

  /** The answer to a command that is refused. */
  static Packet error(Packet command, Refusal refusal) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(ERROR);
    body.write(refusal.number());
    body.write(refusal.number() >> 8);
    body.writeBytes(("#" + refusal.state() + refusal.message()).getBytes(StandardCharsets.UTF_8));
    return new Packet(command.number + 1, body.toByteArray());
  }

  /**
   * The account of a login: 4 bytes of flags, 4 of the largest packet, one of the character set and
   * 23 of nothing stand before its name.
   */
  static String user(Packet login) {
    int begin = 4 + 4 + 1 + 23;
    int end = begin;
    while (end < login.body.length && login.body[end] != 0) {
      end++;
    }
    return new String(login.body, begin, end - begin, StandardCharsets.UTF_8);
  }

  /**
   * A server's greeting with another version, and without the flags of other forms. It is: 10, the
   * version and a zero, 4 bytes of the session's number, 8 of a challenge, a zero, the low flags,
   * the character set, the status, the high flags.
   */
  static Packet greeting(Packet greeting, String version) {
    byte[] old = greeting.body;
    int rest = 1;
    while (old[rest] != 0) {
      rest++;
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(old[0]);
    changed.writeBytes(version.getBytes(StandardCharsets.US_ASCII));
    byte[] tail = Arrays.copyOfRange(old, rest, old.length);
    int low = 1 + 4 + 8 + 1;
    int high = low + 2 + 1 + 2;
    tail[low] &= (byte) ~OTHER_FORMS;
    tail[low + 1] &= (byte) (~OTHER_FORMS >> 8);
    tail[high] &= (byte) (~OTHER_FORMS >> 16);
    tail[high + 1] &= (byte) (~OTHER_FORMS >> 24);
    changed.writeBytes(tail);
    return new Packet(greeting.number, changed.toByteArray());
  }
}
