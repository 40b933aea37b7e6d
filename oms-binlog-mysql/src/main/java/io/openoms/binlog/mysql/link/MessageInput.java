package io.openoms.binlog.mysql.link;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The messages that a server sends, one after another, put together of packets of at most 16 MiB.
 * Reads from one message end with it. One thread.
 */
public final class MessageInput extends InputStream {

  private static final int FULL_PACKET = 0xff_ffff;
  private static final int FIRST_ROOM = 1 << 16;

  /** No server writes a longer event. */
  private static final int LONGEST = (1 << 30) + (1 << 20);

  /** As much as a record of TLS holds: each read of the stream beneath takes a lock. */
  private static final int BUFFER_BYTES = 1 << 14;

  private static final int PACKET_HEADER_BYTES = 4;

  private final InputStream in;

  /** What has arrived and is not read yet. */
  private final byte[] arrived = new byte[BUFFER_BYTES];

  private int arrivedAt;
  private int arrivedEnd;
  private int leftInPacket;
  private int number = -1;
  private boolean morePackets;

  /** Over what comes from the server. */
  public MessageInput(InputStream in) {
    this.in = in;
  }

  /** Begins the next message; the one before must have been read to its end. Blocks. */
  public void begin() throws IOException {
    if (leftInPacket > 0 || morePackets) {
      throw new IllegalStateException("the message before is not read to its end");
    }
    packet();
  }

  private void packet() throws IOException {
    while (arrivedEnd - arrivedAt < PACKET_HEADER_BYTES) {
      refill();
    }
    int length = next() | (next() << 8) | (next() << 16);
    int next = next();
    if (number >= 0 && next != ((number + 1) & 0xff)) {
      throw new MalformedEventException("packet " + next + " of the server follows " + number);
    }
    number = next;
    leftInPacket = length;
    morePackets = leftInPacket == FULL_PACKET;
  }

  private int next() {
    return arrived[arrivedAt++] & 0xff;
  }

  /** Waits for more, behind what has arrived. */
  private void refill() throws IOException {
    System.arraycopy(arrived, arrivedAt, arrived, 0, arrivedEnd - arrivedAt);
    arrivedEnd -= arrivedAt;
    arrivedAt = 0;
    arrivedEnd += some(arrived, arrivedEnd, arrived.length - arrivedEnd);
  }

  private int some(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count < 0) {
      throw new EOFException("the server ended the connection");
    }
    return count;
  }

  /** Takes what has arrived; what is larger than the buffer goes by it. */
  private int take(byte[] into, int offset, int length) throws IOException {
    if (arrivedAt == arrivedEnd) {
      if (length >= arrived.length) {
        return some(into, offset, length);
      }
      refill();
    }
    int count = Math.min(length, arrivedEnd - arrivedAt);
    System.arraycopy(arrived, arrivedAt, into, offset, count);
    arrivedAt += count;
    return count;
  }

  private void fill(byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      done += take(into, offset + done, length - done);
    }
  }

  /** Whether the message has no more bytes. */
  private boolean atEnd() throws IOException {
    while (leftInPacket == 0 && morePackets) {
      packet();
    }
    return leftInPacket == 0;
  }

  @Override
  public int read() throws IOException {
    if (atEnd()) {
      return -1;
    }
    if (arrivedAt == arrivedEnd) {
      refill();
    }
    leftInPacket--;
    return next();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (atEnd()) {
      return -1;
    }
    int count = take(into, offset, Math.min(length, leftInPacket));
    leftInPacket -= count;
    return count;
  }

  /**
   * Reads what is left of the message behind what is in a buffer already. Memory grows with what
   * arrives, not with what is announced.
   *
   * @param buffer a buffer to use again, when it is large enough
   * @param used how many of its bytes are kept
   * @return the buffer that holds it all, perhaps another one
   */
  public Buffer rest(byte[] buffer, int used) throws IOException {
    byte[] all = buffer;
    int end = used;
    while (!atEnd()) {
      int needed = end + leftInPacket;
      if (needed > LONGEST) {
        throw new MalformedEventException("an event has more than " + LONGEST + " bytes");
      }
      if (needed > all.length) {
        all = Arrays.copyOf(all, Math.max(FIRST_ROOM, needed + (morePackets ? needed / 2 : 0)));
      }
      fill(all, end, leftInPacket);
      end = needed;
      leftInPacket = 0;
    }
    return new Buffer(all, end);
  }

  /** Bytes at the beginning of an array. */
  public static final class Buffer {

    private final byte[] bytes;
    private final int end;

    private Buffer(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    /** The array, which is shared. */
    public byte[] bytes() {
      return bytes;
    }

    /** How many of its bytes count. */
    public int end() {
      return end;
    }
  }
}
