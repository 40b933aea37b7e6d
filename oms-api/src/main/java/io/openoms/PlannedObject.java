package io.openoms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run would do with one object. Immutable.
 *
 * @param kind table or view
 * @param source its name at the source
 * @param target its name at the sink
 * @param columns the columns that are moved; empty for all
 * @param filter the condition on the rows that are moved, if there is one
 * @param estimatedRows rows of a table by the source's statistics, 0 for views
 * @param copyKey the columns by which the copy splits the table; empty when it is read as a whole
 * @param statements what would be executed at the sink before the copy
 * @param indexStatements what would be executed at the sink after the copy
 * @param conversions what would not arrive as it is at the source, as sentences
 * @param heldBack what is kept aside until the switchover, such as foreign keys, as statements
 * @param faults why the object cannot be taken over; empty when it can
 */
public record PlannedObject(
    ObjectKind kind,
    ObjectName source,
    ObjectName target,
    List<String> columns,
    Optional<String> filter,
    long estimatedRows,
    List<String> copyKey,
    List<String> statements,
    List<String> indexStatements,
    List<String> conversions,
    List<String> heldBack,
    List<String> faults) {

  public PlannedObject {
    columns = List.copyOf(columns);
    copyKey = List.copyOf(copyKey);
    statements = List.copyOf(statements);
    indexStatements = List.copyOf(indexStatements);
    conversions = List.copyOf(conversions);
    heldBack = List.copyOf(heldBack);
    faults = List.copyOf(faults);
  }

  /** The same object with one more fault. */
  public PlannedObject withFault(String fault) {
    List<String> all = new ArrayList<>(faults);
    all.add(fault);
    return new PlannedObject(
        kind,
        source,
        target,
        columns,
        filter,
        estimatedRows,
        copyKey,
        statements,
        indexStatements,
        conversions,
        heldBack,
        all);
  }
}
