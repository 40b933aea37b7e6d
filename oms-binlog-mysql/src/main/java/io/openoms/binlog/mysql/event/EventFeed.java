package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.error.ServerRefusal;
import io.openoms.binlog.mysql.link.MessageInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Cuts messages into events and holds them to their lengths and checksums. One thread. */
public final class EventFeed {

  private static final int CHECKSUM_BYTES = 4;
  private static final int GOOD = 0x00;
  private static final int END = 0xfe;
  private static final int ERROR = 0xff;
  private static final int FIRST_ROOM = 1 << 13;
  private static final int KEPT_ROOM = 1 << 20;

  private final MessageInput in;
  private byte[] buffer = new byte[0];
  private FormatDescription format;

  /** The compressed transaction at hand. */
  private @Nullable PayloadFeed payload;

  /**
   * Over what the server sends.
   *
   * @param checksums whether events have checksums before the first file has told
   */
  public EventFeed(MessageInput in, boolean checksums) {
    this.in = in;
    this.format = FormatDescription.atFirst(checksums);
  }

  /** How the file at hand is written. */
  public FormatDescription format() {
    return format;
  }

  /**
   * The next event. Blocks.
   *
   * @throws ServerRefusal when the server sends an error instead
   * @throws MalformedEventException when the bytes are no event
   */
  public Event next() throws IOException {
    if (payload != null) {
      Event inner = payload.next();
      if (payload.isDone()) {
        payload = null;
      }
      return inner;
    }
    in.begin();
    int status = in.read();
    if (status == GOOD) {
      return event();
    }
    byte[] answer = in.readAllBytes();
    if (status == ERROR) {
      throw refusal(new Cursor(answer));
    }
    if (status == END) {
      throw new EOFException("the server ended the log");
    }
    throw new MalformedEventException("a message begins with " + status);
  }

  private static ServerRefusal refusal(Cursor answer) {
    int number = answer.u2();
    String text = new String(answer.bytes(answer.left()), StandardCharsets.UTF_8);
    return new ServerRefusal(number, text.replaceFirst("^#.{5}", ""));
  }

  private Event event() throws IOException {
    // What a large event needed is not kept for small ones.
    boolean isSmall = buffer.length >= EventHeader.BYTES && buffer.length <= KEPT_ROOM;
    byte[] room = isSmall ? buffer : new byte[FIRST_ROOM];
    int read = in.readNBytes(room, 0, EventHeader.BYTES);
    EventHeader header = EventHeader.read(new Cursor(room, 0, read));
    if (header.type() == EventType.TRANSACTION_PAYLOAD) {
      byte[] head = Arrays.copyOf(room, read);
      payload = new PayloadFeed(header, head, in, format.checksums());
      return new Event(header, new Cursor(new byte[0]));
    }
    MessageInput.Buffer all = in.rest(room, read);
    buffer = all.bytes();
    if (header.size() != all.end()) {
      throw new MalformedEventException(
          "an event of " + header.size() + " bytes came as " + all.end());
    }
    return checked(header, all.end());
  }

  private Event checked(EventHeader header, int end) {
    boolean describes = header.type() == EventType.FORMAT_DESCRIPTION;
    if (describes) {
      format = FormatDescription.read(new Cursor(buffer, EventHeader.BYTES, end));
    }
    if (!format.checksums()) {
      return new Event(header, new Cursor(buffer, EventHeader.BYTES, end));
    }
    int checksum = end - CHECKSUM_BYTES;
    if (checksum < EventHeader.BYTES) {
      throw new MalformedEventException("an event of " + end + " bytes has no checksum");
    }
    CRC32 crc = new CRC32();
    crc.update(buffer, 0, checksum);
    if (crc.getValue() != new Cursor(buffer, checksum, end).u4()) {
      throw new MalformedEventException("an event's checksum is wrong");
    }
    return new Event(header, new Cursor(buffer, EventHeader.BYTES, checksum));
  }
}
