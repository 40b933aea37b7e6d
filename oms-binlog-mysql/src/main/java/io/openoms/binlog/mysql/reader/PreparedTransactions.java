package io.openoms.binlog.mysql.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The two-phase transactions that are prepared and not decided, each with the place where its rows
 * stand: they are read again once it is committed. One thread.
 */
final class PreparedTransactions {

  /** Of one that changed no captured table. */
  static final String NOTHING = "-";

  private final Map<String, String> places = new LinkedHashMap<>();

  /** Reads what {@link #toString} wrote. */
  static PreparedTransactions parse(String text) {
    PreparedTransactions prepared = new PreparedTransactions();
    for (String one : text.split(";", -1)) {
      int at = one.lastIndexOf('@');
      if (at > 0) {
        prepared.add(one.substring(0, at), one.substring(at + 1));
      }
    }
    return prepared;
  }

  void add(String xid, String place) {
    places.put(xid, place);
  }

  /** Takes one out that is rolled back, or committed and told; known or not. */
  void forget(String xid) {
    places.remove(xid);
  }

  /** Where the rows of one stand; empty when it was not seen being prepared. */
  Optional<String> place(String xid) {
    return Optional.ofNullable(places.get(xid));
  }

  @Override
  public String toString() {
    return places.entrySet().stream()
        .map(one -> one.getKey() + "@" + one.getValue())
        .collect(Collectors.joining(";"));
  }
}
