package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Objects of a database that are neither tables nor views. Thread-safe. */
final class OtherObjects {

  private static final String TRIGGERS =
      "SELECT 'trigger' AS kind, trigger_name AS name FROM information_schema.triggers"
          + " WHERE trigger_schema = ?";
  private static final String EVENTS =
      "SELECT 'event', event_name FROM information_schema.events WHERE event_schema = ?";
  private static final String ROUTINES =
      "SELECT LOWER(routine_type), routine_name FROM information_schema.routines"
          + " WHERE routine_schema = ?";
  private static final String SEQUENCES =
      "SELECT 'sequence', table_name FROM information_schema.tables"
          + " WHERE table_schema = ? AND table_type = 'SEQUENCE'";

  private final CatalogQuery query;

  OtherObjects(CatalogQuery query) {
    this.query = query;
  }

  /** Each with its kind, such as {@code trigger shop.audit}. Blocks. */
  List<String> of(String database) {
    List<String> parts = new ArrayList<>(List.of(TRIGGERS, ROUTINES, SEQUENCES));
    if (hasEvents()) {
      parts.add(EVENTS);
    }
    return query
        .rows(
            String.join(" UNION ALL ", parts) + " ORDER BY 1, 2",
            Collections.nCopies(parts.size(), database).toArray(String[]::new))
        .stream()
        .map(row -> row.text("kind") + " " + new ObjectName(database, row.text("name")))
        .toList();
  }

  /** OceanBase has none (seekdb 1.4.0: error 1109). */
  private boolean hasEvents() {
    return !query
        .rows(
            "SELECT table_name AS name FROM information_schema.tables"
                + " WHERE LOWER(table_schema) = 'information_schema' AND LOWER(table_name) = ?",
            "events")
        .isEmpty();
  }
}
