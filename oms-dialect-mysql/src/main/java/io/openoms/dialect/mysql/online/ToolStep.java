package io.openoms.dialect.mysql.online;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.RenamePairs;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that may be a step of a tool's work on one table. Immutable.
 *
 * @param kind what it does
 * @param names the tables that it names, without those of its text; of triggers their names
 * @param mentioned names of tables to come that a trigger writes to
 * @param pairs the renames; present for {@link Kind#RENAMED} alone
 * @param isSigned whether gh-ost's comment stands in it
 */
public record ToolStep(
    Kind kind,
    List<ObjectName> names,
    Set<String> mentioned,
    Optional<RenamePairs> pairs,
    boolean isSigned) {

  /** What a statement does. */
  public enum Kind {
    /** A table is created with the definition of the other one. */
    CREATED_LIKE,
    /** A table is created by a definition of its own. */
    CREATED,
    /** A table's definition, or what it holds at once, changes. */
    CHANGED,
    /** Tables are dropped. */
    DROPPED,
    /** Tables get other names. */
    RENAMED,
    /** A trigger of the table is created. */
    TRIGGER_CREATED,
    /** A trigger is dropped. */
    TRIGGER_DROPPED
  }

  public ToolStep {
    names = List.copyOf(names);
    mentioned = Set.copyOf(mentioned);
  }

  /** Whether it names that table. */
  public boolean names(ObjectName table) {
    return names.contains(table);
  }
}
