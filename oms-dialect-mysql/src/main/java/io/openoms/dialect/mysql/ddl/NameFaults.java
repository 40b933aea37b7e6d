package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds names that the target cannot have. It is known, not asked: a server may create tables and
 * columns of such names, and only then build no index on them.
 */
final class NameFaults {

  private NameFaults() {}

  static List<String> of(TableDefinition table, ObjectName target, DdlTraits traits) {
    return Stream.of(
            Stream.of(target.database(), target.name()),
            table.columns().stream().map(ColumnDefinition::name),
            table.indexes().stream().map(IndexDefinition::name))
        .flatMap(names -> names)
        .distinct()
        .flatMap(name -> fault(name, traits.refusedInNames()).stream())
        .toList();
  }

  private static Optional<String> fault(String name, String refused) {
    return refused
        .chars()
        .filter(letter -> name.indexOf(letter) >= 0)
        .mapToObj(letter -> letter == '`' ? "a backtick" : Character.toString(letter))
        .map(letter -> "the name " + name + " holds " + letter + ", which the target refuses")
        .findFirst();
  }
}
