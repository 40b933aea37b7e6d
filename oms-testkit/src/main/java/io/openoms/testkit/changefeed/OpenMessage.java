package io.openoms.testkit.changefeed;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One message of the Open Protocol, of which a record holds one or more. Immutable.
 *
 * @param key its key in JSON
 * @param value its value in JSON; empty for a resolved event
 */
public record OpenMessage(String key, String value) {

  /**
   * Where a row's change belongs.
   *
   * @param timestamp the commit's
   * @param database the table's database
   * @param table its name
   * @param partition the number of its partition, where it has any
   */
  public record Place(long timestamp, String database, String table, OptionalLong partition) {

    private String key(String more) {
      String part = partition.isPresent() ? ",\"ptn\":" + partition.getAsLong() : "";
      return "{\"ts\":"
          + timestamp
          + ",\"scm\":"
          + GoJson.text(database)
          + ",\"tbl\":"
          + GoJson.text(table)
          + part
          + ",\"t\":1"
          + more
          + "}";
    }
  }

  /** A new row. */
  public static OpenMessage insert(Place place, List<OpenColumn> row) {
    return new OpenMessage(place.key(""), "{\"u\":" + encoded(row) + "}");
  }

  /** A changed row; the columns before may be some of them. */
  public static OpenMessage update(Place place, List<OpenColumn> before, List<OpenColumn> after) {
    return new OpenMessage(
        place.key(""), "{\"u\":" + encoded(after) + ",\"p\":" + encoded(before) + "}");
  }

  /** A deleted row; its columns may be those of the key alone. */
  public static OpenMessage delete(Place place, List<OpenColumn> row) {
    return new OpenMessage(place.key(""), "{\"d\":" + encoded(row) + "}");
  }

  /** A row too large for a message: its key alone. */
  public static OpenMessage handleKeyOnly(Place place, List<OpenColumn> row) {
    List<OpenColumn> handle = row.stream().filter(OpenColumn::isHandle).toList();
    return new OpenMessage(place.key(",\"ohk\":true"), "{\"u\":" + encoded(handle) + "}");
  }

  /** A row too large for a message: its key, and the file that holds it. */
  public static OpenMessage claimCheck(Place place, List<OpenColumn> row, String file) {
    List<OpenColumn> handle = row.stream().filter(OpenColumn::isHandle).toList();
    String more = ",\"ohk\":false,\"ccl\":" + GoJson.text(file);
    return new OpenMessage(place.key(more), "{\"u\":" + encoded(handle) + "}");
  }

  /** A resolved event. */
  public static OpenMessage resolved(long timestamp) {
    return new OpenMessage("{\"ts\":" + timestamp + ",\"t\":3}", "");
  }

  /**
   * A statement that changed definitions.
   *
   * @param table the table that it concerns; empty for a database
   * @param action TiDB's number of its kind
   */
  public static OpenMessage definition(
      long timestamp, String database, String table, String statement, int action) {
    String named = table.isEmpty() ? "" : ",\"tbl\":" + GoJson.text(table);
    return new OpenMessage(
        "{\"ts\":" + timestamp + ",\"scm\":" + GoJson.text(database) + named + ",\"t\":2}",
        "{\"q\":" + GoJson.text(statement) + ",\"t\":" + action + "}");
  }

  private static String encoded(List<OpenColumn> row) {
    return row.stream()
        .sorted(Comparator.comparing(OpenColumn::name))
        .map(OpenColumn::encoded)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
