package io.openoms.binlog.mysql.position;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What MariaDB's log holds: of each domain and each server that wrote in it the last transaction.
 * It has those before only if the server that wrote one is known to it. Not thread-safe.
 */
final class DomainState implements TransactionSet {

  private final Map<String, DomainGtids> byServer = new HashMap<>();

  static DomainState parse(String text) {
    DomainState state = new DomainState();
    for (String gtid : text.split(",", -1)) {
      if (!gtid.isBlank()) {
        state.add(gtid.strip());
      }
    }
    return state;
  }

  @Override
  public void add(String transaction) {
    byServer.computeIfAbsent(writer(transaction), any -> DomainGtids.parse("")).add(transaction);
  }

  /** The domain and the server. */
  private static String writer(String transaction) {
    return transaction.substring(0, transaction.lastIndexOf('-'));
  }

  @Override
  public boolean contains(String transaction) {
    DomainGtids of = byServer.get(writer(transaction));
    return of != null && of.contains(transaction);
  }

  /** Whether the last transaction of each domain of a position is in it. */
  @Override
  public boolean containsAll(TransactionSet other) {
    return StreamSupport.stream(((DomainGtids) other).gtids().spliterator(), false)
        .allMatch(gtid -> contains(gtid.toString()));
  }

  @Override
  public String toString() {
    return byServer.values().stream().map(DomainGtids::toString).collect(Collectors.joining(","));
  }
}
