package io.openoms.core.schema;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a table that an edited statement made with its source. It may hold values otherwise, as
 * long as the sink refuses by itself what it cannot hold; named here is what it would bend without
 * a word (labels that would arrive as numbers, fractions that would be rounded), and a key by which
 * rows could not be told. Stateless.
 */
final class EditedTable {

  private EditedTable() {}

  /** What does not fit, as parts of a sentence; empty when all does. */
  static List<String> faults(TableDefinition source, TableDefinition made) {
    List<String> faults = new ArrayList<>();
    for (ColumnDefinition column : source.storedColumns()) {
      made.column(column.name())
          .flatMap(found -> fault(column, found))
          .ifPresent(what -> faults.add("column " + column.name() + " " + what));
    }
    keyFault(source, made).ifPresent(faults::add);
    return faults;
  }

  private static Optional<String> fault(ColumnDefinition source, ColumnDefinition made) {
    TypeKind from = source.type().kind();
    TypeKind to = made.type().kind();
    if (from == TypeKind.ENUM || from == TypeKind.SET) {
      return to == from && beginsWith(made.type().labels(), source.type().labels())
          ? Optional.empty()
          : Optional.of("must be the same " + from + ", since labels travel as their numbers");
    }
    return isRounded(source, made)
        ? Optional.of(
            "would be rounded: it is "
                + made.type().nativeText()
                + ", and "
                + source.type().nativeText()
                + " at the source")
        : Optional.empty();
  }

  private static boolean beginsWith(List<String> labels, List<String> first) {
    return labels.size() >= first.size() && labels.subList(0, first.size()).equals(first);
  }

  /** Servers round numbers and times to what a column holds, in strict mode, too. */
  private static boolean isRounded(ColumnDefinition source, ColumnDefinition made) {
    TypeKind to = made.type().kind();
    int scale = Math.max(0, source.type().scale());
    return switch (source.type().kind().form()) {
      case NUMBER ->
          to.form() == ValueForm.FLOATING
              || (to.form() == ValueForm.NUMBER && Math.max(0, made.type().scale()) < scale);
      case FLOATING ->
          to.form() == ValueForm.NUMBER
              || (to == TypeKind.FLOAT && source.type().kind() == TypeKind.DOUBLE);
      case TEMPORAL ->
          to.form() == ValueForm.NUMBER
              || (to.form() == ValueForm.TEMPORAL
                  && (losesPart(source.type().kind(), to)
                      || Math.max(0, made.type().scale()) < scale));
      case TEXT, BYTES -> to.form() == ValueForm.NUMBER || to.form() == ValueForm.FLOATING;
    };
  }

  /** A moment does not fit into a day or a time of day. */
  private static boolean losesPart(TypeKind from, TypeKind to) {
    boolean moment = from == TypeKind.DATETIME || from == TypeKind.TIMESTAMP;
    return from != to && !(moment && (to == TypeKind.DATETIME || to == TypeKind.TIMESTAMP));
  }

  private static Optional<String> keyFault(TableDefinition source, TableDefinition made) {
    List<String> key = names(source.copyKey());
    boolean held =
        made.keys().stream()
            .map(EditedTable::names)
            .anyMatch(
                names ->
                    key.stream().allMatch(of -> names.stream().anyMatch(of::equalsIgnoreCase)));
    return key.isEmpty() || held
        ? Optional.empty()
        : Optional.of(
            "no primary key, and no unique key whose columns are NOT NULL, holds the columns "
                + key
                + ", by which rows are told");
  }

  private static List<String> names(List<ColumnDefinition> columns) {
    return columns.stream().map(ColumnDefinition::name).toList();
  }
}
