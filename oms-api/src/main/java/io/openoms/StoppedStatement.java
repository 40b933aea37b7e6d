package io.openoms;

import java.util.Optional;

/**
 * A statement of the source at which following stopped, and what was decided of it. Immutable.
 *
 * @param transaction the name of the statement's transaction
 * @param object the table that it changes, by its name at the source
 * @param statement the statement, for people
 * @param decision what becomes of it; empty until that is decided
 */
public record StoppedStatement(
    String transaction,
    ObjectName object,
    String statement,
    Optional<StatementDecision> decision) {}
