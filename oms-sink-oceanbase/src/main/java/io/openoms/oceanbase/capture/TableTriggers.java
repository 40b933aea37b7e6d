package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/**
 * The triggers that log a table's keys. They log the key alone: AFTER triggers of INSERT IGNORE and
 * UPDATE IGNORE also fire for rows that were not written, so the rows are read from the server's
 * history. A deleted row is logged before: after a REPLACE that removes two rows, AFTER DELETE
 * fires twice for one of them (each seen in seekdb 1.4.0). Immutable.
 */
record TableTriggers(CaptureNames names, long tab) {

  private static final List<String> KINDS = List.of("i", "u", "d");

  /** The statements that make them. */
  List<String> create(TableDefinition table) {
    LoggedKey key = LoggedKey.of(table);
    String before = key.expression("OLD.");
    String after = key.expression("NEW.");
    return List.of(
        trigger(table.name(), "i", "AFTER INSERT", log(after)),
        trigger(
            table.name(),
            "u",
            "AFTER UPDATE",
            "BEGIN "
                + log(before)
                + "; IF "
                + before
                + " <> "
                + after
                + " THEN "
                + log(after)
                + "; END IF; END"),
        trigger(table.name(), "d", "BEFORE DELETE", log(before)));
  }

  private String trigger(ObjectName table, String kind, String when, String body) {
    return "CREATE TRIGGER "
        + names.trigger(table.database(), tab, kind)
        + " "
        + when
        + " ON "
        + Identifiers.quote(table)
        + " FOR EACH ROW "
        + body;
  }

  private String log(String key) {
    return "INSERT INTO " + names.log() + " (tab, k) VALUES (" + tab + ", " + key + ")";
  }

  /** The statements that remove them, whichever are there. */
  List<String> drop(String database) {
    return KINDS.stream()
        .map(kind -> "DROP TRIGGER IF EXISTS " + names.trigger(database, tab, kind))
        .toList();
  }

  /** How many a table has. */
  static int count() {
    return KINDS.size();
  }
}
