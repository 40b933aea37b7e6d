package io.openoms.dialect.mysql;

import io.openoms.ObjectName;

/** Names as SQL of the MySQL family writes them. */
public final class Identifiers {

  private Identifiers() {}

  /** A name in backticks, those within it doubled. */
  public static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** {@code `database`.`name`}. */
  public static String quote(ObjectName name) {
    return quote(name.database()) + "." + quote(name.name());
  }
}
