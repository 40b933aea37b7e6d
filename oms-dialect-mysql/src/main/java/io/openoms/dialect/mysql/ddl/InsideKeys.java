package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys that are created with the table, as the copy and AUTO_INCREMENT cannot do without: the
 * primary key, else the first unique key over NOT NULL columns, and the index that an
 * AUTO_INCREMENT column needs. Indexes over the members of a JSON array go with them: a server may
 * build these with the table alone. Immutable.
 */
final class InsideKeys {

  private static final Pattern ARRAY = Pattern.compile("\\barray\\b", Pattern.CASE_INSENSITIVE);

  private final Set<IndexDefinition> inside;

  InsideKeys(TableDefinition table) {
    List<String> copyKey = table.copyKey().stream().map(ColumnDefinition::name).toList();
    Optional<String> numbered =
        table.columns().stream()
            .filter(ColumnDefinition::autoIncrement)
            .map(ColumnDefinition::name)
            .findFirst();
    this.inside =
        table.indexes().stream()
            .filter(
                index ->
                    index.kind() == IndexDefinition.Kind.PRIMARY
                        || (index.isUnique() && columns(index).equals(copyKey))
                        || isOverArray(index)
                        || (numbered.isPresent() && numbered.equals(first(index))))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean holds(IndexDefinition index) {
    return inside.contains(index);
  }

  private static boolean isOverArray(IndexDefinition index) {
    return index.parts().stream()
        .flatMap(part -> part.expression().stream())
        .anyMatch(expression -> ARRAY.matcher(expression.sql()).find());
  }

  private static Optional<String> first(IndexDefinition index) {
    return columns(index).stream().findFirst();
  }

  private static List<String> columns(IndexDefinition index) {
    return index.parts().stream().flatMap(part -> part.column().stream()).toList();
  }
}
