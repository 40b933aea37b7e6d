package io.openoms.binlog.mysql.position;

import java.util.Map;
import java.util.TreeMap;

/** A set of positive numbers as intervals. Not thread-safe. */
final class Intervals {

  /** First number to last number, inclusive; neither touching nor overlapping. */
  private final TreeMap<Long, Long> spans = new TreeMap<>();

  /** Takes an interval. */
  interface Each {
    void accept(long first, long last);
  }

  void add(long first, long last) {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(first + "-" + last + " is no interval of transactions");
    }
    long from = first;
    long to = last;
    Map.Entry<Long, Long> before = spans.floorEntry(first);
    if (before != null && before.getValue() >= first - 1) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> next = spans.higherEntry(from);
    while (next != null && next.getKey() <= to + 1) {
      to = Math.max(to, next.getValue());
      spans.remove(next.getKey());
      next = spans.higherEntry(from);
    }
    spans.put(from, to);
  }

  boolean contains(long first, long last) {
    Map.Entry<Long, Long> span = spans.floorEntry(first);
    return span != null && span.getValue() >= last;
  }

  boolean containsAll(Intervals other) {
    return other.spans.entrySet().stream().allMatch(s -> contains(s.getKey(), s.getValue()));
  }

  void remove(long number) {
    Map.Entry<Long, Long> span = spans.floorEntry(number);
    if (span == null || span.getValue() < number) {
      return;
    }
    spans.remove(span.getKey());
    if (span.getKey() < number) {
      spans.put(span.getKey(), number - 1);
    }
    if (span.getValue() > number) {
      spans.put(number + 1, span.getValue());
    }
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  int count() {
    return spans.size();
  }

  /** Calls with each interval's first and last number. */
  void forEach(Each each) {
    spans.forEach(each::accept);
  }

  /** As the server writes it: {@code :1-5:7}. */
  void write(StringBuilder text) {
    spans.forEach(
        (first, last) -> {
          text.append(':').append(first.longValue());
          if (!first.equals(last)) {
            text.append('-').append(last.longValue());
          }
        });
  }
}
