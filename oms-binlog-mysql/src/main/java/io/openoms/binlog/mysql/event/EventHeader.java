package io.openoms.binlog.mysql.event;

import java.time.Instant;

/**
 * What each event begins with. Immutable.
 *
 * @param seconds when it was written, by the source's clock, since 1970
 * @param type its kind, one of {@link EventType}
 * @param serverId the server that wrote it
 * @param size its bytes, with this header
 * @param end the lower 32 bits of where it ends in its file; 0 when it stands in none
 * @param flags bits
 */
public record EventHeader(long seconds, int type, long serverId, long size, long end, int flags) {

  /** Bytes of a header. */
  public static final int BYTES = 19;

  private static final int ARTIFICIAL = 0x20;
  private static final int IGNORABLE = 0x80;

  /** Reads the next one. */
  public static EventHeader read(Cursor in) {
    long seconds = in.u4();
    int type = in.u1();
    long serverId = in.u4();
    long size = in.u4();
    long end = in.u4();
    return new EventHeader(seconds, type, serverId, size, end, in.u2());
  }

  /** Whether it stands in no file by itself: the server made it up, or another event holds it. */
  public boolean isArtificial() {
    return (flags & ARTIFICIAL) != 0;
  }

  /** The same of an event that stands in no file by itself. */
  EventHeader placeless() {
    return new EventHeader(seconds, type, serverId, size, 0, flags | ARTIFICIAL);
  }

  /** Whether who does not know its kind may go on without it. */
  public boolean isIgnorable() {
    return (flags & IGNORABLE) != 0;
  }

  /** When it was written. */
  public Instant writtenAt() {
    return Instant.ofEpochSecond(seconds);
  }
}
