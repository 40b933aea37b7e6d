package io.openoms.binlog.mysql.reader;

import com.github.luben.zstd.Zstd;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.binlog.mysql.row.TableMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes one recorded transaction's events by luck, as damage would, or worse. One thread. */
public final class EventMutation {

  private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, (byte) 0xfe};
  private static final int ZSTD_MAGIC = 0x28;

  private final Random random;
  private final boolean checksums;
  private final List<byte[]> others;

  /**
   * By a seed.
   *
   * @param others events that parts are taken from
   */
  public EventMutation(Random random, boolean checksums, List<byte[]> others) {
    this.random = random;
    this.checksums = checksums;
    this.others = others;
  }

  /**
   * What became of the events.
   *
   * @param events all of them
   * @param sequence the numbers of their packets; empty when they follow each other
   * @param what what was done, for people
   * @param noticed whether a checksum tells it, whatever it is
   * @param renames whether rows say that they are of another table
   * @param ofRows whether rows, or what they are read by, are changed in themselves
   * @param prepares whether the transaction is prepared or decided, by words that no other part of
   *     the log repeats
   */
  public record Changed(
      List<RecordedEvent> events,
      List<Integer> sequence,
      String what,
      boolean noticed,
      boolean renames,
      boolean ofRows,
      boolean prepares) {}

  /** Changes something. */
  public Changed change(List<RecordedEvent> events) {
    int place = random.nextInt(events.size());
    return switch (random.nextInt(20)) {
      case 0 -> dropped(events, place);
      case 1 -> repeated(events, place);
      case 2 -> exchanged(events, place);
      default -> bytes(events, place);
    };
  }

  private static boolean prepares(List<RecordedEvent> events) {
    return events.stream().anyMatch(event -> event.type() == EventType.XA_PREPARE);
  }

  private static boolean ofRows(int type) {
    return RowsEvent.isRows(type)
        || type == EventType.TABLE_MAP
        || type == EventType.TRANSACTION_PAYLOAD;
  }

  private Changed dropped(List<RecordedEvent> events, int place) {
    List<RecordedEvent> fewer = new ArrayList<>(events);
    fewer.remove(place);
    if (random.nextBoolean()) {
      return new Changed(fewer, List.of(), "drop " + place, false, false, false, prepares(events));
    }
    List<Integer> sequence = new ArrayList<>();
    for (int i = 0; i < fewer.size(); i++) {
      sequence.add(100 + (i < place ? i : i + 1));
    }
    return new Changed(
        fewer, sequence, "lose packet " + place, false, false, false, prepares(events));
  }

  private Changed repeated(List<RecordedEvent> events, int place) {
    List<RecordedEvent> more = new ArrayList<>(events);
    more.add(place + random.nextInt(events.size() - place), events.get(place));
    return new Changed(more, List.of(), "repeat " + place, false, false, false, prepares(events));
  }

  private Changed exchanged(List<RecordedEvent> events, int place) {
    List<RecordedEvent> other = new ArrayList<>(events);
    other.set(place, events.get((place + 1) % events.size()));
    other.set((place + 1) % events.size(), events.get(place));
    return new Changed(
        other, List.of(), "exchange " + place, false, false, false, prepares(events));
  }

  private Changed bytes(List<RecordedEvent> events, int place) {
    RecordedEvent event = events.get(place);
    StringBuilder what = new StringBuilder("event " + place + " of kind " + event.type() + ":");
    boolean inside = event.type() == EventType.TRANSACTION_PAYLOAD && random.nextInt(4) > 0;
    byte[] changed = inside ? payload(event.bytes(), what) : damaged(event.bytes(), what);
    int mode = inside ? 1 : random.nextInt(3);
    RecordedEvent result = new RecordedEvent(changed);
    boolean same = Arrays.equals(changed, event.bytes());
    if (mode == 1) {
      result = result.corrected(checksums);
      what.append(" (length and checksum right)");
    } else if (mode == 2) {
      result = result.summed(checksums);
      what.append(" (checksum right)");
    }
    List<RecordedEvent> all = new ArrayList<>(events);
    all.set(place, result);
    boolean renames = !tables(event).equals(tables(result));
    return new Changed(
        all,
        List.of(),
        what.toString(),
        checksums && mode == 0 && !same,
        renames,
        ofRows(event.type()),
        prepares(events) || decides(event));
  }

  /** Whether its text says what becomes of a prepared transaction, and of which. */
  private static boolean decides(RecordedEvent event) {
    return event.type() == EventType.QUERY
        && new String(event.bytes(), StandardCharsets.ISO_8859_1).contains("XA ");
  }

  private byte[] damaged(byte[] event, StringBuilder what) {
    byte[] bytes = event.clone();
    int times = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < times && bytes.length > 0; i++) {
      bytes = damage(bytes, what);
    }
    return bytes;
  }

  private byte[] damage(byte[] bytes, StringBuilder what) {
    int at = place(bytes.length);
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        what.append(" flip a bit of ").append(at);
      }
      case 2 -> {
        byte value = EXTREMES[random.nextInt(EXTREMES.length)];
        int end = Math.min(bytes.length, at + (1 << random.nextInt(4)));
        Arrays.fill(bytes, at, end, value);
        what.append(" fill ").append(at).append(" to ").append(end).append(" with ").append(value);
      }
      case 3 -> {
        what.append(" cut at ").append(at);
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        byte[] more = new byte[1 + random.nextInt(40)];
        random.nextBytes(more);
        what.append(" insert ").append(more.length).append(" at ").append(at);
        return inserted(bytes, at, more);
      }
      case 5 -> {
        int length = 1 + random.nextInt(8);
        int other = place(bytes.length);
        for (int i = 0; i < length && Math.max(at, other) + i < bytes.length; i++) {
          byte one = bytes[at + i];
          bytes[at + i] = bytes[other + i];
          bytes[other + i] = one;
        }
        what.append(" swap ").append(at).append(" and ").append(other);
      }
      case 6 -> {
        byte[] from = others.get(random.nextInt(others.size()));
        int start = random.nextInt(from.length);
        int length = Math.min(1 + random.nextInt(64), from.length - start);
        int fits = Math.min(length, bytes.length - at);
        System.arraycopy(from, start, bytes, at, fits);
        what.append(" splice ").append(fits).append(" at ").append(at);
      }
      default -> {
        bytes[at] = (byte) (252 + random.nextInt(3));
        int end = Math.min(bytes.length, at + 1 + random.nextInt(9));
        Arrays.fill(bytes, Math.min(bytes.length, at + 1), end, (byte) 0xff);
        what.append(" longest length at ").append(at);
      }
    }
    return bytes;
  }

  /** Mostly where headers and lengths stand. */
  private int place(int length) {
    int within = random.nextInt(3) == 0 ? length : Math.min(length, 80);
    return random.nextInt(Math.max(1, within));
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, at);
    all.writeBytes(more);
    all.write(bytes, at, bytes.length - at);
    return all.toByteArray();
  }

  /** The events within a compressed transaction, with what announces them put right or not. */
  private byte[] payload(byte[] event, StringBuilder what) {
    int from = EventHeader.BYTES;
    while ((event[from] & 0xff) != ZSTD_MAGIC || (event[from + 1] & 0xff) != 0xb5) {
      from++;
    }
    int end = event.length - (checksums ? 4 : 0);
    byte[] inner = Zstd.decompress(Arrays.copyOfRange(event, from, end), 1 << 24);
    what.append(" within");
    byte[] changed = damaged(inner, what);
    byte[] packed = Zstd.compress(changed);
    long announced = random.nextBoolean() ? changed.length : inner.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(event, 0, EventHeader.BYTES);
    field(out, 2, 0);
    field(out, 3, announced);
    field(out, 1, packed.length);
    out.write(0);
    out.writeBytes(packed);
    out.write(new byte[checksums ? 4 : 0], 0, checksums ? 4 : 0);
    return out.toByteArray();
  }

  /** The tables that an event names. */
  private List<String> tables(RecordedEvent event) {
    List<String> names = new ArrayList<>();
    byte[] bytes = event.bytes();
    try {
      if (event.type() == EventType.TABLE_MAP) {
        Cursor body = new Cursor(bytes, EventHeader.BYTES, bytes.length - (checksums ? 4 : 0));
        TableMap map = TableMap.read(body, 6);
        names.add(map.database() + "." + map.table());
      } else if (event.type() == EventType.TRANSACTION_PAYLOAD) {
        EventFeed feed = RecordedLog.feed(event, checksums);
        for (feed.next(); true; ) {
          Event inner = feed.next();
          if (inner.type() == EventType.TABLE_MAP) {
            TableMap map = TableMap.read(inner.body(), 6);
            names.add(map.database() + "." + map.table());
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // No more can be read.
    }
    return names;
  }

  private static void field(ByteArrayOutputStream out, int kind, long value) {
    out.write(kind);
    out.write(9);
    out.write(254);
    for (int i = 0; i < 8; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }
}
