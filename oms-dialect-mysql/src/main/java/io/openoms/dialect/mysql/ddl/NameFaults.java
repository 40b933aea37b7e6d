package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds names that the target cannot have. OceanBase's kernel creates tables and columns with a
 * backtick in their name, but can then build no index on them: it is not asked, it is known.
 */
final class NameFaults {

  private NameFaults() {}

  static List<String> of(TableDefinition table, ObjectName target, ServerFacts facts) {
    if (!facts.product().equals("OceanBase")) {
      return List.of();
    }
    return Stream.of(
            Stream.of(target.database(), target.name()),
            table.columns().stream().map(ColumnDefinition::name),
            table.indexes().stream().map(IndexDefinition::name))
        .flatMap(names -> names)
        .filter(name -> name.indexOf('`') >= 0)
        .distinct()
        .map(name -> "the name " + name + " holds a backtick, which the target refuses")
        .toList();
  }
}
