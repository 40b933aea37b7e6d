package io.openoms.binlog.mysql.position;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What MariaDB's log holds: of each domain and each server that wrote in it the last transaction.
 * It has those before only if the server that wrote one is known to it. Not thread-safe.
 */
final class MariaDbState implements TransactionSet {

  private final Map<String, MariaDbGtids> byServer = new HashMap<>();

  static MariaDbState parse(String text) {
    MariaDbState state = new MariaDbState();
    for (String gtid : text.split(",", -1)) {
      if (!gtid.isBlank()) {
        state.add(gtid.strip());
      }
    }
    return state;
  }

  @Override
  public void add(String transaction) {
    byServer.computeIfAbsent(writer(transaction), any -> MariaDbGtids.parse("")).add(transaction);
  }

  /** The domain and the server. */
  private static String writer(String transaction) {
    return transaction.substring(0, transaction.lastIndexOf('-'));
  }

  @Override
  public boolean contains(String transaction) {
    MariaDbGtids of = byServer.get(writer(transaction));
    return of != null && of.contains(transaction);
  }

  /** Whether the last transaction of each domain of a position is in it. */
  @Override
  public boolean containsAll(TransactionSet other) {
    return StreamSupport.stream(((MariaDbGtids) other).gtids().spliterator(), false)
        .allMatch(gtid -> contains(gtid.toString()));
  }

  @Override
  public String toString() {
    return byServer.values().stream().map(MariaDbGtids::toString).collect(Collectors.joining(","));
  }
}
