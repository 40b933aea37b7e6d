package io.openoms.postgresql.sql;

import io.openoms.ObjectName;

/**
 * Quotes names and texts. Texts are written for sessions with {@code standard_conforming_strings},
 * which each session of this library has. Stateless.
 */
public final class Quoted {

  private Quoted() {}

  /** A name in double quotes. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table or view with its schema. */
  public static String name(ObjectName name) {
    return name(name.database()) + "." + name(name.name());
  }

  /** A text in single quotes. */
  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
