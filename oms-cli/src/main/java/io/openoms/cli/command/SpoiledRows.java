package io.openoms.cli.command;

import io.openoms.RowDifference;
import io.openoms.RowDifference.Kind;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.testkit.DatabaseServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three rows of the shop that the demo spoils at the sink, so that verification finds them. */
final class SpoiledRows {

  /**
   * One of them.
   *
   * @param spoil spoils it
   * @param key its key, as verification reports it
   */
  private record Spoiled(String table, Kind kind, Map<String, String> key, String spoil) {

    boolean isAllOf(TableVerification table) {
      if (table.differences() + table.unresolved() != 1 || table.error().isPresent()) {
        return false;
      }
      RowDifference found = table.samples().get(0);
      return found.kind() == kind && found.key().equals(key);
    }
  }

  private static final List<Spoiled> ROWS =
      List.of(
          new Spoiled(
              "orders",
              Kind.DIFFERENT,
              Map.of("id", "1"),
              "UPDATE orders SET total = total + 1 WHERE id = 1"),
          new Spoiled(
              "warehouses", Kind.MISSING, Map.of("id", "8"), "DELETE FROM warehouses WHERE id = 8"),
          new Spoiled(
              "settings",
              Kind.EXTRA,
              Map.of("id", "2"),
              "INSERT INTO settings VALUES (2, 'Another Shop', 7.00)"));

  private final DatabaseServer sink;
  private final String database;

  SpoiledRows(DatabaseServer sink, String database) {
    this.sink = sink;
    this.database = database;
  }

  /** The tables that hold them. */
  List<String> tables() {
    return ROWS.stream().map(Spoiled::table).toList();
  }

  /** The statements that spoil them. */
  List<String> statements() {
    return ROWS.stream().map(Spoiled::spoil).toList();
  }

  void spoil() {
    ROWS.forEach(row -> sink.execute("USE " + database, row.spoil()));
  }

  /** Whether a verification found these rows and nothing else. */
  boolean areAllOf(VerificationReport report) {
    List<TableVerification> found = report.inconsistent();
    return found.size() == ROWS.size() && ROWS.stream().allMatch(row -> isFound(row, found));
  }

  private boolean isFound(Spoiled row, List<TableVerification> found) {
    Optional<TableVerification> table =
        found.stream()
            .filter(t -> t.target().toString().equals(database + "." + row.table()))
            .findFirst();
    return table.map(row::isAllOf).orElse(false);
  }
}
