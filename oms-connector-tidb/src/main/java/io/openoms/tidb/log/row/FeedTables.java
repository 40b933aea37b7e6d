package io.openoms.tidb.log.row;

import io.openoms.ObjectName;
import io.openoms.spi.data.CapturedTable;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.position.FeedPosition;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The captured tables, by names as the server compares them: it takes names that differ in case for
 * the same. A table may have several definitions; the last one that holds for a transaction counts.
 * One thread.
 */
public final class FeedTables {

  private final Map<ObjectName, List<Version>> tables = new HashMap<>();
  private final Map<ObjectName, Long> skipped = new HashMap<>();

  /** A definition, and the last timestamp before it. */
  private record Version(TableRows rows, long before) {}

  /**
   * Those tables.
   *
   * @param zone the time zone in which the changefeed writes instants
   */
  public FeedTables(List<CapturedTable> captured, ChangeProtocol protocol, ZoneId zone) {
    for (CapturedTable table : captured) {
      long before = table.validFrom().map(from -> FeedPosition.parse(from).tso()).orElse(-1L);
      ObjectName name = table.definition().name();
      // The last one comes first: it is looked for first.
      tables
          .computeIfAbsent(folded(name.database(), name.name()), any -> new ArrayList<>(1))
          .add(0, new Version(new TableRows(table, protocol, zone), before));
    }
  }

  private static ObjectName folded(String database, String table) {
    return new ObjectName(ObjectName.folded(database), ObjectName.folded(table));
  }

  /** The definition of a table that holds for a transaction; null when it is not captured there. */
  public @Nullable TableRows find(String database, String table, long timestamp) {
    return database.isEmpty() || table.isEmpty()
        ? null
        : holding(tables.getOrDefault(folded(database, table), List.of()), timestamp);
  }

  /** A row was skipped; it is counted where the table is captured from a later timestamp on. */
  public void skipped(String database, String table) {
    if (!database.isEmpty() && !table.isEmpty()) {
      tables.getOrDefault(folded(database, table), List.of()).stream()
          .limit(1)
          .forEach(version -> skipped.merge(version.rows().name(), 1L, Long::sum));
    }
  }

  /** The rows that were skipped since the last call, by their table's name. */
  public Map<ObjectName, Long> takeSkipped() {
    if (skipped.isEmpty()) {
      return Map.of();
    }
    Map<ObjectName, Long> counted = Map.copyOf(skipped);
    skipped.clear();
    return counted;
  }

  /** The tables of a database that are captured at a transaction; of all databases, if empty. */
  public List<TableRows> of(String database, long timestamp) {
    List<TableRows> found = new ArrayList<>();
    tables.forEach(
        (name, versions) -> {
          TableRows rows = holding(versions, timestamp);
          boolean isOf = database.isEmpty() || name.database().equals(ObjectName.folded(database));
          if (rows != null && isOf) {
            found.add(rows);
          }
        });
    return found;
  }

  private static @Nullable TableRows holding(List<Version> versions, long timestamp) {
    for (Version version : versions) {
      if (timestamp > version.before()) {
        return version.rows();
      }
    }
    return null;
  }
}
