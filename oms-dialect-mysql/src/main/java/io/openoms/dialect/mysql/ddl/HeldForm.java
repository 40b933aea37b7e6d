package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table as a target holds it, in the parts that a change of it adds, alters or drops. Immutable.
 *
 * @param table the table in the form that the target's product can hold
 * @param columns the columns as they are written, by their names, in order
 * @param indexes keys and indexes
 * @param collation the table's default collation there
 * @param renderers write parts
 * @param notes what the conversion has to say
 */
record HeldForm(
    TableDefinition table,
    Map<String, String> columns,
    List<IndexDefinition> indexes,
    Optional<CollationMapping.Target> collation,
    Renderers renderers,
    Notes notes) {

  /** The indexes by their names, in lower case. */
  Map<String, IndexDefinition> indexesByName() {
    Map<String, IndexDefinition> found = new LinkedHashMap<>();
    indexes.forEach(index -> found.put(index.name().toLowerCase(Locale.ROOT), index));
    return found;
  }

  /** The CHECKs that the target holds rows to, as they are written, by their names. */
  Map<String, String> checks() {
    Map<String, String> found = new LinkedHashMap<>();
    table.checks().stream()
        .filter(CheckDefinition::enforced)
        .forEach(check -> found.put(check.name(), renderers.check(check)));
    return found;
  }
}
