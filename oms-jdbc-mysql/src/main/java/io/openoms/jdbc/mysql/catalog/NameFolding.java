package io.openoms.jdbc.mysql.catalog;

import java.util.Optional;
import java.util.function.Function;

/** Which names of databases, tables and views a server takes for one. Stateless. */
@FunctionalInterface
public interface NameFolding {

  /** Servers that fold letters, unless {@code lower_case_table_names} is 0. */
  NameFolding LETTERS = ask -> "LOWER(CONVERT(? USING utf8mb3) COLLATE utf8mb3_general_ci)";

  /**
   * An expression over one parameter that has the same value for two names that are one. Blocks on
   * the server when it is asked.
   *
   * @param ask runs a query and gives the text in its first row, if it has rows
   */
  String identity(Function<String, Optional<String>> ask);
}
