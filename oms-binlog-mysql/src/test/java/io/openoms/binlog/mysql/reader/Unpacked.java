package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The events that a compressed transaction holds, as if each stood by itself. Stateless. */
final class Unpacked {

  private static final int CHECKSUM_BYTES = 4;

  private Unpacked() {}

  /** The event itself, unless it is a compressed transaction: then those within. */
  static List<RecordedEvent> of(RecordedEvent event, boolean checksums) throws IOException {
    if (event.type() != EventType.TRANSACTION_PAYLOAD) {
      return List.of(event);
    }
    List<RecordedEvent> inner = new ArrayList<>();
    EventFeed feed = RecordedLog.feed(event, checksums);
    feed.next();
    Event next;
    do {
      next = feed.next();
      inner.add(alone(next, checksums));
      // The one that commits it is the last one.
    } while (next.type() != EventType.XID);
    return inner;
  }

  private static RecordedEvent alone(Event event, boolean checksums) {
    EventHeader header = event.header();
    byte[] body = event.body().bytes(event.body().left());
    byte[] bytes = new byte[EventHeader.BYTES + body.length + (checksums ? CHECKSUM_BYTES : 0)];
    RecordedEvent.put(bytes, 0, header.seconds());
    bytes[4] = (byte) header.type();
    RecordedEvent.put(bytes, 5, header.serverId());
    System.arraycopy(body, 0, bytes, EventHeader.BYTES, body.length);
    return new RecordedEvent(bytes).corrected(checksums);
  }
}
