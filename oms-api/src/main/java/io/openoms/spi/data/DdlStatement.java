package io.openoms.spi.data;

/**
 * A statement that changes definitions, as a session of the source sent it. Immutable.
 *
 * @param database the session's default database, for names without one; may be empty
 * @param text the statement's text
 */
public record DdlStatement(String database, String text) {}
