package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Takes one out that is rolled back, known or not. */
  void forget(String xid) {
    places.remove(xid);
  }

  /** Takes one out that is committed. */
  String take(String xid) {
    String place = places.remove(xid);
    if (place == null) {
      throw new MigrationException(
          BinlogError.TRANSACTION_UNKNOWN,
          ErrorContext.none(),
          "the source committed the XA transaction "
              + xid
              + ", which was prepared before reading began, so its changes are not known: copy the"
              + " tables anew while no XA transaction is prepared");
    }
    return place;
  }

  @Override
  public String toString() {
    return places.entrySet().stream()
        .map(one -> one.getKey() + "@" + one.getValue())
        .collect(Collectors.joining(";"));
  }
}
