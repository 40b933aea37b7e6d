package io.openoms.binlog.mysql.position;

import io.openoms.binlog.mysql.event.Cursor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's GTID set, as {@code 3e11fa47-…:1-5:7,3e11fa47-…:tag:1-3}; from MySQL 8.3 on, transactions
 * may have tags. Not thread-safe.
 */
public final class GtidSet implements TransactionSet {

  private static final int TAGGED = 1;

  private static final int UUID_LENGTH = 36;

  /** Numbers begin with 1. */
  private static final long NO_NUMBER = 0;

  /** As many as surely fit into a long. */
  private static final int MOST_DIGITS = 18;

  private final TreeMap<Source, Intervals> sources = new TreeMap<>();

  /** Numbers of the source that a transaction was last added to: mostly it is the same again. */
  private Source latest = new Source("", "");

  /** The source of the last plain name as it was written; mostly it is the same again. */
  private String latestUuid = "";

  private @Nullable Intervals latestNumbers;

  private record Source(String uuid, String tag) implements Comparable<Source> {

    @Override
    public int compareTo(Source other) {
      int order = uuid.compareTo(other.uuid);
      return order != 0 ? order : tag.compareTo(other.tag);
    }
  }

  /** Reads a set as a server writes it. */
  static GtidSet parse(String text) {
    GtidSet set = new GtidSet();
    for (String source : text.split(",", -1)) {
      if (!source.isBlank()) {
        set.addAll(source.strip());
      }
    }
    return set;
  }

  /** A source's part: its UUID, then tags and intervals in turn. */
  private void addAll(String text) {
    String[] parts = text.split(":", -1);
    String uuid = UUID.fromString(parts[0].strip()).toString();
    String tag = "";
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.isEmpty() || !Character.isDigit(part.charAt(0))) {
        tag = part;
        continue;
      }
      String[] ends = part.split("-", -1);
      long first = Long.parseLong(ends[0]);
      of(uuid, tag).add(first, ends.length == 1 ? first : Long.parseLong(ends[1]));
    }
  }

  private Intervals of(String uuid, String tag) {
    if (!latest.uuid().equals(uuid) || !latest.tag().equals(tag)) {
      latest = new Source(uuid, tag);
    }
    return sources.computeIfAbsent(latest, source -> new Intervals());
  }

  @Override
  public void add(String transaction) {
    long number = number(transaction);
    Intervals numbers = number == NO_NUMBER ? null : latest(transaction);
    if (numbers != null) {
      numbers.add(number, number);
    } else {
      addAll(transaction);
      latestUuid = "";
    }
  }

  /** The numbers of a plain name's source; null when there are none. */
  private @Nullable Intervals latest(String transaction) {
    if (!transaction.startsWith(latestUuid) || latestUuid.isEmpty()) {
      latestNumbers = sources.get(parse(transaction).sources.firstKey());
      latestUuid = transaction.substring(0, UUID_LENGTH);
    }
    return latestNumbers;
  }

  /** The number of a plain name, a UUID and a number; otherwise {@link #NO_NUMBER}. */
  private static long number(String transaction) {
    int from = UUID_LENGTH + 1;
    int digits = transaction.length() - from;
    if (digits < 1 || digits > MOST_DIGITS || transaction.indexOf(':') != UUID_LENGTH) {
      return NO_NUMBER;
    }
    long number = 0;
    for (int i = from; i < transaction.length(); i++) {
      int digit = transaction.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Takes a transaction out. */
  public void remove(String transaction) {
    for (Map.Entry<Source, Intervals> entry : parse(transaction).sources.entrySet()) {
      Intervals intervals = sources.get(entry.getKey());
      if (intervals != null) {
        entry.getValue().forEach((first, last) -> intervals.remove(first));
      }
    }
    sources.values().removeIf(Intervals::isEmpty);
    latestUuid = "";
  }

  @Override
  public boolean contains(String transaction) {
    long number = number(transaction);
    if (number == NO_NUMBER) {
      return containsAll(parse(transaction));
    }
    Intervals numbers = latest(transaction);
    return numbers != null && numbers.contains(number, number);
  }

  @Override
  public boolean containsAll(TransactionSet other) {
    return ((GtidSet) other)
        .sources.entrySet().stream()
            .allMatch(
                entry -> {
                  Intervals mine = sources.get(entry.getKey());
                  return mine != null && mine.containsAll(entry.getValue());
                });
  }

  /** In the binary form of the protocol: the newer one only when there are tags. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean tagged = sources.keySet().stream().anyMatch(source -> !source.tag().isEmpty());
    long count = sources.size();
    number(out, tagged ? ((long) TAGGED << 56) | (count << 8) | TAGGED : count);
    sources.forEach((source, intervals) -> encode(out, source, intervals, tagged));
    return out.toByteArray();
  }

  private static void encode(
      ByteArrayOutputStream out, Source source, Intervals intervals, boolean tagged) {
    UUID uuid = UUID.fromString(source.uuid());
    bigEndian(out, uuid.getMostSignificantBits());
    bigEndian(out, uuid.getLeastSignificantBits());
    if (tagged) {
      byte[] tag = source.tag().getBytes(StandardCharsets.US_ASCII);
      // A length of the newer serialization: below 128 it is shifted by one.
      out.write(tag.length << 1);
      out.write(tag, 0, tag.length);
    }
    number(out, intervals.count());
    intervals.forEach(
        (first, last) -> {
          number(out, first);
          number(out, last + 1);
        });
  }

  /** Reads what {@link #encode} writes; a server's PREVIOUS_GTIDS event has the same form. */
  static GtidSet decode(Cursor in) {
    GtidSet set = new GtidSet();
    long count = in.i8();
    boolean tagged = (count >>> 56) == TAGGED;
    long sources = tagged ? (count << 8) >>> 16 : count;
    for (long i = 0; i < sources; i++) {
      String uuid = new UUID(in.bigEndian(8), in.bigEndian(8)).toString();
      String tag = tagged ? in.text(in.u1() >> 1) : "";
      Intervals numbers = set.of(uuid, tag);
      for (long left = in.i8(); left > 0; left--) {
        numbers.add(in.i8(), in.i8() - 1);
      }
    }
    return set;
  }

  private static void number(ByteArrayOutputStream out, long value) {
    for (int i = 0; i < 8; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }

  private static void bigEndian(ByteArrayOutputStream out, long value) {
    for (int i = 7; i >= 0; i--) {
      out.write((int) (value >> (8 * i)));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String uuid = "";
    for (Map.Entry<Source, Intervals> entry : sources.entrySet()) {
      Source source = entry.getKey();
      if (!source.uuid().equals(uuid)) {
        uuid = source.uuid();
        text.append(text.isEmpty() ? "" : ",").append(uuid);
      }
      if (!source.tag().isEmpty()) {
        text.append(':').append(source.tag());
      }
      entry.getValue().write(text);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GtidSet set && toString().equals(set.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(toString());
  }
}
