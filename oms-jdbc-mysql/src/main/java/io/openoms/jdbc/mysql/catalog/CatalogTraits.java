package io.openoms.jdbc.mysql.catalog;

import java.util.Optional;
import java.util.Set;

/**
 * How a product's catalog differs. Immutable.
 *
 * @param ownDatabases databases of the product itself, in lower case, beside those of the family
 * @param rawStatements whether SHOW CREATE TABLE shows labels of ENUM and SET without escapes, and
 *     alone tells what each index is over
 * @param defaultsAreSql whether {@code information_schema} shows a default as SQL: literals quoted,
 *     a missing one as NULL
 * @param moreCollations a query of further collations, which SHOW COLLATION does not list by name
 * @param names which names are one
 */
public record CatalogTraits(
    Set<String> ownDatabases,
    boolean rawStatements,
    boolean defaultsAreSql,
    Optional<String> moreCollations,
    NameFolding names) {

  public CatalogTraits {
    ownDatabases = Set.copyOf(ownDatabases);
  }
}
