package io.openoms.postgresql.sql;

import io.openoms.ObjectName;
import java.util.Collection;
import java.util.stream.Collectors;

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

  /**
   * Tables as the rows of a FROM clause, each its schema and its name; one row of NULLs when there
   * are none.
   */
  public static String rows(Collection<ObjectName> tables) {
    return tables.isEmpty()
        ? "(VALUES (NULL::text, NULL::text))"
        : tables.stream()
            .map(table -> "(" + text(table.database()) + ", " + text(table.name()) + ")")
            .collect(Collectors.joining(", ", "(VALUES ", ")"));
  }
}
