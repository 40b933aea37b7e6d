package io.openoms.binlog.mysql.position;

import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * MariaDB's GTID position: of each domain the last transaction, as {@code 0-1-100,2-1-7}. Numbers
 * within a domain grow. Not thread-safe.
 */
final class DomainGtids implements TransactionSet {

  private final TreeMap<Long, Gtid> last = new TreeMap<>();

  record Gtid(long domain, long server, long number) {

    static Gtid parse(String text) {
      String[] parts = text.strip().split("-", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("'" + text + "' is no GTID of a domain");
      }
      return new Gtid(
          Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseUnsignedLong(parts[2]));
    }

    @Override
    public String toString() {
      return domain + "-" + server + "-" + Long.toUnsignedString(number);
    }
  }

  Iterable<Gtid> gtids() {
    return last.values();
  }

  static DomainGtids parse(String text) {
    DomainGtids set = new DomainGtids();
    for (String gtid : text.split(",", -1)) {
      if (!gtid.isBlank()) {
        set.add(gtid);
      }
    }
    return set;
  }

  @Override
  public void add(String transaction) {
    Gtid gtid = Gtid.parse(transaction);
    last.put(gtid.domain(), gtid);
  }

  @Override
  public boolean contains(String transaction) {
    return contains(Gtid.parse(transaction));
  }

  private boolean contains(Gtid gtid) {
    Gtid reached = last.get(gtid.domain());
    return reached != null && Long.compareUnsigned(reached.number(), gtid.number()) >= 0;
  }

  @Override
  public boolean containsAll(TransactionSet other) {
    return ((DomainGtids) other).last.values().stream().allMatch(this::contains);
  }

  @Override
  public String toString() {
    return last.values().stream().map(Gtid::toString).collect(Collectors.joining(","));
  }
}
