package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.catalog.NameFolding;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names as the kernel compares them: in the collation of its dictionary, which ignores case and
 * accents (seen: {@code ano} and {@code año} are one name). Stateless.
 */
final class DictionaryNames implements NameFolding {

  @Override
  public String identity(Function<String, Optional<String>> ask) {
    String collation =
        ask.apply(
                "SELECT collation_name FROM information_schema.columns WHERE table_schema ="
                    + " 'information_schema' AND table_name = 'TABLES'"
                    + " AND column_name = 'TABLE_NAME'")
            .orElse("utf8mb4_general_ci");
    return "HEX(WEIGHT_STRING(CONVERT(? USING utf8mb4) COLLATE " + collation + "))";
  }
}
