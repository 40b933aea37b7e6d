package io.openoms.cli.command;

import io.openoms.cli.output.Figures;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.TextTable;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts and checksums on both servers, read by plain SQL. Immutable. */
final class Comparison {

  private static final int SHOWN = 12;

  private record Pair(String name, TableChecksum source, TableChecksum sink) {
    boolean isEqual() {
      return source.equals(sink);
    }
  }

  private final List<Pair> pairs;

  private Comparison(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** Reads tables and views of a database on both servers. */
  static Comparison of(DatabaseServer from, DatabaseServer to, String database, List<String> names)
      throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      for (String name : names) {
        pairs.add(
            new Pair(
                name,
                TableChecksum.of(source, database, name),
                TableChecksum.of(sink, database, name)));
      }
    }
    return new Comparison(pairs);
  }

  boolean isEqual() {
    return pairs.stream().allMatch(Pair::isEqual);
  }

  void print() {
    TextTable table = new TextTable("object", ">source rows", ">sink rows", "checksum", "result");
    for (Pair pair : pairs) {
      table.row(
          pair.name(),
          Figures.count(pair.source().rows()),
          Figures.count(pair.sink().rows()),
          pair.sink().digest().substring(0, SHOWN),
          pair.isEqual() ? "equal" : "DIFFERENT");
    }
    ResultTable.print(table);
  }
}
