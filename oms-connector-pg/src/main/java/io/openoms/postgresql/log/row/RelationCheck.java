package io.openoms.postgresql.log.row;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.message.LogMessage.Column;
import io.openoms.postgresql.log.message.LogMessage.Relation;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a relation of the log with the stored definition of its table. Stateless. */
final class RelationCheck {

  private static final char FULL = 'f';

  private RelationCheck() {}

  /**
   * Whether names and types are those of the definition. The order is not compared: a partition may
   * have another one than its table.
   */
  static boolean isSame(Relation relation, CapturedTable captured, LogCatalog catalog) {
    Map<String, String> defined = new HashMap<>();
    for (ColumnDefinition column : captured.definition().storedColumns()) {
      defined.put(column.name(), TypeMapping.declared(column.type()));
    }
    if (defined.size() != relation.columns().size()) {
      return false;
    }
    return relation.columns().stream()
        .allMatch(
            column ->
                catalog.type(column.type(), column.modifier()).equals(defined.get(column.name())));
  }

  /**
   * Requires that the log tells rows by the key of their copy.
   *
   * @throws MigrationException IDENTITY_UNFIT when it does not
   */
  static void requireIdentity(Relation relation, CapturedTable captured) {
    if (relation.identity() == FULL) {
      return;
    }
    Set<String> identity =
        relation.columns().stream()
            .filter(Column::identifies)
            .map(Column::name)
            .collect(Collectors.toSet());
    List<String> key = key(captured);
    if (key.isEmpty() || !identity.containsAll(key)) {
      throw new MigrationException(
          LogError.IDENTITY_UNFIT,
          ErrorContext.of(captured.definition().name()),
          key.isEmpty()
              ? "the table has no key, and its replica identity is not FULL any more"
              : "its replica identity does not hold the key " + key + " by which rows are told");
    }
  }

  /** The names of the copy key's columns, of those that are captured. */
  static List<String> key(CapturedTable captured) {
    Set<String> names = new HashSet<>();
    captured.columns().forEach(column -> names.add(column.name()));
    return captured.definition().keys().stream()
        .map(key -> key.stream().map(ColumnDefinition::name).toList())
        .filter(names::containsAll)
        .findFirst()
        .orElse(List.of());
  }
}
