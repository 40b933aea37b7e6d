package io.openoms.spi.data;

import io.openoms.ObjectName;
import java.util.Optional;

/**
 * A captured table whose definition changes, as far as the source's log says. Immutable.
 *
 * @param name its name before the change; of a created table its name
 * @param kind what happens to it
 * @param before its definition before; empty where it was created
 * @param after its definition after, where the log holds it, also with another name; empty where it
 *     was dropped
 * @param isWhole whether {@code after} is the whole definition. Otherwise only its name, and its
 *     columns' names, order and types, are known: the rest is left empty, and must be read from the
 *     catalog
 */
public record ChangedObject(
    ObjectName name,
    Kind kind,
    Optional<TableDefinition> before,
    Optional<TableDefinition> after,
    boolean isWhole) {

  /** What happens to a table. */
  public enum Kind {
    /** It is created. */
    CREATED,
    /** Its columns, keys, partitions or options change. */
    ALTERED,
    /** It gets another name. */
    RENAMED,
    /** It is dropped. */
    DROPPED,
    /** All of its rows are removed at once; its definition stays. */
    EMPTIED,
    /** The log holds a statement that may concern it; the statement has not been analysed. */
    UNKNOWN,
    /**
     * A statement does not name it, and may prepare a change of it: of another table that is to
     * take its place. Nothing of it changes.
     */
    PREPARED
  }

  public ChangedObject {
    require(kind != Kind.CREATED || before.isEmpty(), "a created table has a definition before");
    require(kind != Kind.DROPPED || after.isEmpty(), "a dropped table has a definition after");
    require(!isWhole || after.isPresent(), "a definition that is not given is no whole one");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A captured table that a statement may concern; the log says no more of it. */
  public static ChangedObject unknown(CapturedTable table) {
    return of(table, Kind.UNKNOWN);
  }

  /** A captured table of which a statement may prepare a change. */
  public static ChangedObject prepared(CapturedTable table) {
    return of(table, Kind.PREPARED);
  }

  private static ChangedObject of(CapturedTable table, Kind kind) {
    TableDefinition before = table.definition();
    return new ChangedObject(before.name(), kind, Optional.of(before), Optional.empty(), false);
  }
}
