package io.openoms.spi.data;

import io.openoms.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement makes of one table. Immutable.
 *
 * @param table the table's name at the source
 * @param kind what becomes of it
 * @param after its definition then; present for {@link Kind#ALTERED} alone
 * @param origins for each column after the change that was there before, its name then
 * @param renamed its name then; present for {@link Kind#RENAMED}, and with {@code takenBy}
 * @param takenBy for {@link Kind#REPLACED} the name that the table had before which has its name
 *     then, while it goes on under another one; empty where that is not known
 * @param partitions the partitions whose rows are removed without an event of each, by their names
 *     before; for {@link Kind#EMPTIED} none stands for all rows of the table
 * @param reason why it is so, as a part of a sentence; for people
 */
public record TableEffect(
    ObjectName table,
    Kind kind,
    Optional<TableDefinition> after,
    Map<String, String> origins,
    Optional<ObjectName> renamed,
    Optional<ObjectName> takenBy,
    List<String> partitions,
    String reason) {

  /** What becomes of a table. */
  public enum Kind {
    /** Neither its rows nor its definition change. */
    NONE,
    /** Its definition changes. */
    ALTERED,
    /** All of its rows are removed, or those of some partitions; its definition stays. */
    EMPTIED,
    /** It is gone. */
    DROPPED,
    /** It has another name, and nothing has its own. */
    RENAMED,
    /** Another table may have its name, or its rows. */
    REPLACED,
    /** Its effect on the table or its rows is not known exactly. */
    REFUSED
  }

  public TableEffect {
    origins = Map.copyOf(origins);
    partitions = List.copyOf(partitions);
    if ((kind == Kind.RENAMED || takenBy.isPresent()) != renamed.isPresent()) {
      throw new IllegalArgumentException("another name is given for a table that goes on by it");
    }
    if (takenBy.isPresent() && kind != Kind.REPLACED) {
      throw new IllegalArgumentException("another table is given for REPLACED alone");
    }
    if ((kind == Kind.ALTERED) != after.isPresent()) {
      throw new IllegalArgumentException(
          "a definition after the change is given for ALTERED alone");
    }
  }

  /** Nothing of it changes. */
  public static TableEffect none(ObjectName table, String reason) {
    return of(table, Kind.NONE, reason);
  }

  /** All of its rows go. */
  public static TableEffect emptied(ObjectName table) {
    return of(table, Kind.EMPTIED, "all of its rows are removed");
  }

  /** The rows of some of its partitions go. */
  public static TableEffect emptied(ObjectName table, List<String> partitions) {
    return new TableEffect(
        table,
        Kind.EMPTIED,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        partitions,
        "rows of its partitions are removed");
  }

  /** It is gone. */
  public static TableEffect dropped(ObjectName table) {
    return of(table, Kind.DROPPED, "it is dropped");
  }

  /** It has another name, and nothing has its own. */
  public static TableEffect renamed(ObjectName table, ObjectName name) {
    return new TableEffect(
        table,
        Kind.RENAMED,
        Optional.empty(),
        Map.of(),
        Optional.of(name),
        Optional.empty(),
        List.of(),
        "it gets the name " + name);
  }

  /** Another table may have its name, or its rows. */
  public static TableEffect replaced(ObjectName table, String reason) {
    return of(table, Kind.REPLACED, reason);
  }

  /**
   * It has another name, and another table has its own.
   *
   * @param name its name then
   * @param takenBy the name that the other table had before
   */
  public static TableEffect replaced(ObjectName table, ObjectName name, ObjectName takenBy) {
    return new TableEffect(
        table,
        Kind.REPLACED,
        Optional.empty(),
        Map.of(),
        Optional.of(name),
        Optional.of(takenBy),
        List.of(),
        "another table takes its name");
  }

  /** Its effect is not known exactly. */
  public static TableEffect refused(ObjectName table, String reason) {
    return of(table, Kind.REFUSED, reason);
  }

  /** Its definition changes. */
  public static TableEffect altered(
      ObjectName table, TableDefinition after, Map<String, String> origins) {
    return altered(table, after, origins, List.of());
  }

  /** Its definition changes, and the rows of some of its partitions go. */
  public static TableEffect altered(
      ObjectName table,
      TableDefinition after,
      Map<String, String> origins,
      List<String> partitions) {
    return new TableEffect(
        table,
        Kind.ALTERED,
        Optional.of(after),
        origins,
        Optional.empty(),
        Optional.empty(),
        partitions,
        "its definition changes");
  }

  private static TableEffect of(ObjectName table, Kind kind, String reason) {
    return new TableEffect(
        table,
        kind,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        reason);
  }
}
