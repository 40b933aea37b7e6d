package io.openoms.binlog.mysql.event;

/**
 * One event. Its bytes are good until the next one is read.
 *
 * @param header what it begins with
 * @param body what follows, without the checksum
 */
public record Event(EventHeader header, Cursor body) {

  /** Its kind, one of {@link EventType}. */
  public int type() {
    return header.type();
  }
}
