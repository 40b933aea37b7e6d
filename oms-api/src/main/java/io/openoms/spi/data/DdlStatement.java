package io.openoms.spi.data;

import java.util.Set;

/**
 * A statement that changes definitions, as a session of the source sent it. Immutable.
 *
 * @param database the session's default database, for names without one; may be empty
 * @param text the statement's text
 * @param modes the session's settings that change what a text means, by the source's own names;
 *     those that are not known to differ from the usual are left out
 */
public record DdlStatement(String database, String text, Set<String> modes) {

  public DdlStatement {
    modes = Set.copyOf(modes);
  }

  /** A statement of a session with the usual settings. */
  public DdlStatement(String database, String text) {
    this(database, text, Set.of());
  }
}
