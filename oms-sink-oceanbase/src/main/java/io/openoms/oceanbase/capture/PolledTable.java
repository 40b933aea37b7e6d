package io.openoms.oceanbase.capture;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ValueForm;
import java.util.stream.Collectors;

/**
 * The questions by which a table is compared with what it was. Rows are told by the bytes of their
 * keys: {@code 'a'} that became {@code 'A'} is another one. Immutable.
 *
 * @param validFrom what changed at or before that number does not count
 */
record PolledTable(TouchedTable table, LoggedColumns key, FurtherKeys furtherKeys, long validFrom) {

  static PolledTable of(TouchedTable table) {
    return new PolledTable(
        table,
        LoggedColumns.of(table.table().definition()),
        FurtherKeys.of(table.table()),
        table.table().validFrom().map(Scn::of).orElse(0L));
  }

  /** Its definition. */
  CapturedTable captured() {
    return table.table();
  }

  /** Where its window begins that begins there for others. */
  long from(long begun) {
    return Math.max(begun, validFrom);
  }

  /** How many rows it has now, and how many of them were written after a number. */
  String figures(long from) {
    return "SELECT COUNT(*), COALESCE(SUM(ORA_ROWSCN > " + from + "), 0) FROM " + name();
  }

  /** How many rows it had. */
  String count(long scn) {
    return "SELECT COUNT(*) FROM " + name() + asOf(scn);
  }

  /** The keys that were there and are not there in the end, in an order of their own. */
  String gone(long from, long end) {
    return absent(asOf(from), asOf(end)) + " ORDER BY 1";
  }

  /**
   * The keys of all rows of the end that may have come or changed, in the same order; also some
   * that did not. A row of the end that changed is now there, written later than the beginning, or
   * it is gone by now.
   */
  String came(long from, long end) {
    return "SELECT "
        + key.expression("p.")
        + " FROM "
        + name()
        + " p WHERE ORA_ROWSCN > "
        + from
        + " UNION "
        + absent(asOf(end), "")
        + " ORDER BY 1";
  }

  /** Keys of the one moment that the other one lacks. */
  private String absent(String then, String later) {
    return "SELECT "
        + key.expression("p.")
        + " FROM "
        + name()
        + then
        + " p WHERE NOT EXISTS (SELECT 1 FROM "
        + name()
        + later
        + " q WHERE "
        + same()
        + ")";
  }

  private String same() {
    String equal =
        key.parts().stream()
            .map(column -> "q." + column.compared() + " = p." + column.compared())
            .collect(Collectors.joining(" AND "));
    boolean isExact = key.parts().stream().noneMatch(PolledTable::isLoose);
    return isExact ? equal : equal + " AND " + key.expression("q.") + " = " + key.expression("p.");
  }

  /** Whether values may be equal that have other bytes. */
  private static boolean isLoose(KeyColumn column) {
    ValueForm form = column.column().type().kind().form();
    return form == ValueForm.TEXT || form == ValueForm.FLOATING;
  }

  private static String asOf(long scn) {
    return Scn.moment(scn).clause();
  }

  private String name() {
    return Identifiers.quote(captured().definition().name());
  }
}
