package io.openoms.dialect.mysql.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Storage engines that keep a table's rows themselves, and change them by logged statements alone.
 * Rows of others stand in other tables or at other servers, or are not kept at all. Stateless.
 */
public final class RowKeepingEngines {

  private static final Set<String> NAMES =
      Set.of(
          "innodb",
          "innobase",
          "myisam",
          "aria",
          "memory",
          "heap",
          "archive",
          "csv",
          "rocksdb",
          "tokudb");

  private RowKeepingEngines() {}

  /** Whether the engine of that name, in any case, is known as one of them. */
  public static boolean contains(String engine) {
    return NAMES.contains(engine.toLowerCase(Locale.ROOT));
  }
}
