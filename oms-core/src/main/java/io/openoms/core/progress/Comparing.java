package io.openoms.core.progress;

/**
 * How far a verification is. Immutable.
 *
 * @param rows rows of the source that were compared
 * @param expectedRows rows that are to be compared, an estimate
 * @param tables tables that have no chunk left to begin
 * @param allTables tables that are to be compared
 * @param isAtWork whether it is still comparing
 */
public record Comparing(
    long rows, long expectedRows, int tables, int allTables, boolean isAtWork) {}
