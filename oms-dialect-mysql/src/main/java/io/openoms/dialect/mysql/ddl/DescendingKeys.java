package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/**
 * Gives a table the order of keys that the target has. A server may take DESC in secondary indexes
 * and forget it: it then refuses DESC in a primary key, which shows the difference.
 */
final class DescendingKeys {

  private static final String QUESTION = " (a INT NOT NULL, PRIMARY KEY (a DESC))";

  private DescendingKeys() {}

  /** The table, its keys in ascending order where the target has no other; that is noted. */
  static TableDefinition adapted(
      TableDefinition table, TargetProbe probe, ObjectName place, Notes notes) {
    List<IndexDefinition> descending =
        table.indexes().stream().filter(DescendingKeys::isDescending).toList();
    if (descending.isEmpty()
        || probe.refusal("CREATE TABLE " + Identifiers.quote(place) + QUESTION).isEmpty()) {
      return table;
    }
    descending.forEach(
        index ->
            notes.notice("index " + index.name() + ": the target keeps it in ascending order"));
    return table.withIndexes(table.indexes().stream().map(DescendingKeys::ascending).toList());
  }

  private static boolean isDescending(IndexDefinition index) {
    return index.parts().stream().anyMatch(Part::descending);
  }

  private static IndexDefinition ascending(IndexDefinition index) {
    return index.withParts(
        index.parts().stream()
            .map(part -> new Part(part.column(), part.expression(), part.prefix(), false))
            .toList());
  }
}
