package io.openoms.postgresql.log.setup;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.sql.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A publication of tables. Its comment holds from where the log has each table's changes without a
 * gap: {@code openoms/1 NUMBER=LSN …}. The number is that of the table's entry in the publication:
 * a table that somebody takes out and puts back has another one, and so no such place. Immutable.
 *
 * @param entries entry to table, by the catalog's numbers
 * @param since entry to the place from which its changes are complete
 */
public record Publication(Map<String, String> entries, Map<String, Long> since) {

  private static final String FORM = "openoms/1";
  private static final String COMMENT =
      "coalesce(pg_catalog.obj_description(oid, 'pg_publication'), '')";

  public Publication {
    entries = Map.copyOf(entries);
    since = Map.copyOf(since);
  }

  /**
   * Whether there is one of that name, which this library has made. Blocks.
   *
   * @throws MigrationException CAPTURE_NAME_TAKEN when something else has made it
   */
  static boolean isOwn(LogSession session, String name) {
    List<List<String>> found = session.rows(publication(name, COMMENT));
    if (found.isEmpty()) {
      return false;
    }
    if (!found.get(0).get(0).startsWith(FORM)) {
      throw new MigrationException(
          LogError.CAPTURE_NAME_TAKEN,
          ErrorContext.none(),
          "the publication " + name + " was not made by this library");
    }
    return true;
  }

  /** The statement that says who made it; it belongs into the transaction that does. */
  static String mark(String quotedName) {
    return "COMMENT ON PUBLICATION " + quotedName + " IS " + Quoted.text(FORM);
  }

  private static String publication(String name, String what) {
    return "SELECT "
        + what
        + " FROM pg_catalog.pg_publication WHERE pubname = "
        + Quoted.text(name);
  }

  /** The publication of that name; without entries when there is none. Blocks. */
  public static Publication read(LogSession session, String name) {
    Map<String, String> entries = new HashMap<>();
    for (List<String> row :
        session.rows(
            "SELECT r.oid, r.prrelid FROM pg_catalog.pg_publication_rel r"
                + " JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid WHERE p.pubname = "
                + Quoted.text(name))) {
      entries.put(row.get(0), row.get(1));
    }
    String comment = session.value(publication(name, COMMENT));
    return new Publication(entries, since(comment));
  }

  private static Map<String, Long> since(String comment) {
    Map<String, Long> since = new HashMap<>();
    String[] parts = comment.split(" ", -1);
    for (int i = 1; i < parts.length && parts[0].equals(FORM); i++) {
      String[] entry = parts[i].split("=", 2);
      since.put(entry[0], Lsn.parse(entry[1]));
    }
    return since;
  }

  /** The places of those entries that have one, and that place for the others. */
  Publication withSince(long place) {
    Map<String, Long> all =
        entries.keySet().stream()
            .collect(Collectors.toMap(entry -> entry, entry -> since.getOrDefault(entry, place)));
    return new Publication(entries, all);
  }

  /** Whether each table's changes are known to be complete from some place on. */
  boolean isComplete() {
    return since.keySet().equals(entries.keySet());
  }

  /** What the comment says. */
  String comment() {
    return since.entrySet().stream()
        .map(entry -> " " + entry.getKey() + "=" + Lsn.text(entry.getValue()))
        .sorted()
        .collect(Collectors.joining("", FORM, ""));
  }

  /**
   * From where the log has a table's changes without a gap.
   *
   * @param table the catalog's number of the table
   * @return the place; null when the log does not hold them
   */
  public @org.jspecify.annotations.Nullable Long since(int table) {
    String number = Integer.toUnsignedString(table);
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().equals(number))
        .map(entry -> since.get(entry.getKey()))
        .findFirst()
        .orElse(null);
  }
}
