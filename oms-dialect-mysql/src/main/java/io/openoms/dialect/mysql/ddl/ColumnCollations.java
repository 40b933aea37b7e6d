package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.ddl.CollationMapping.Target;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses a collation of the target for each text column of a table. Where a unique key would be
 * compared more loosely than at the source, the source is asked for rows that would be equal; as
 * long as there are any, the next candidate is tried. Not thread-safe; one per conversion.
 */
final class ColumnCollations {

  private final TableDefinition table;
  private final CollationMapping mapping;
  private final ConversionContext context;
  private final Notes notes;
  private final LabelsApart labels;
  private final Map<String, Deque<Target>> candidates = new LinkedHashMap<>();

  ColumnCollations(
      TableDefinition table,
      CollationMapping mapping,
      ConversionContext context,
      LabelsApart labels,
      Notes notes) {
    this.labels = labels;
    this.table = table;
    this.mapping = mapping;
    this.context = context;
    this.notes = notes;
  }

  /** Decides; faults and changes are noted. */
  void choose() {
    context.collations().keySet().stream()
        .filter(name -> table.column(name).filter(ColumnCollations::isText).isEmpty())
        .forEach(
            name -> notes.fault("a collation is given for " + name + ", no text column of it"));
    table.columns().stream().filter(ColumnCollations::isText).forEach(this::collect);
    table.columns().stream().filter(this::hasChoice).forEach(this::keepLabelsApart);
    table.indexes().stream().filter(IndexDefinition::isUnique).forEach(this::keepApart);
    table.columns().stream().filter(ColumnCollations::isText).forEach(this::tell);
  }

  /** The choice for a column; empty when it has no collation, or the target none for it. */
  Optional<Target> of(ColumnDefinition column) {
    return Optional.ofNullable(candidates.get(column.name())).map(Deque::peek);
  }

  static boolean isText(ColumnDefinition column) {
    return column.type().kind().hasCharacterSet() && column.type().collation().isPresent();
  }

  private void collect(ColumnDefinition column) {
    String wanted = context.collations().get(column.name());
    List<Target> found =
        wanted == null
            ? mapping.candidates(characterSet(column), collation(column))
            : mapping.named(wanted).map(List::of).orElse(List.of());
    if (found.isEmpty()) {
      String lacking = wanted == null ? characterSet(column) + " or utf8mb4" : wanted;
      notes.fault("column " + column.name() + ": the target does not have " + lacking);
    } else {
      candidates.put(column.name(), new ArrayDeque<>(found));
    }
  }

  private boolean hasChoice(ColumnDefinition column) {
    return candidates.getOrDefault(column.name(), new ArrayDeque<>()).size() > 1;
  }

  /** Labels of ENUM and SET that the first candidate holds equal get the next one. */
  private void keepLabelsApart(ColumnDefinition column) {
    Deque<Target> left = Objects.requireNonNull(candidates.get(column.name()));
    while (left.size() > 1 && !labels.areApart(column.type(), left.peek())) {
      left.remove();
    }
  }

  private void keepApart(IndexDefinition key) {
    while (true) {
      Map<String, String> looser = looser(key);
      if (looser.isEmpty()) {
        return;
      }
      KeyCollisions found = context.collisions().apply(key, looser);
      if (found.answer() == KeyCollisions.Answer.NONE) {
        return;
      }
      if (found.answer() == KeyCollisions.Answer.UNKNOWN) {
        notes.notice(
            "key "
                + key.name()
                + ": the source does not have "
                + looser.values()
                + ", so it could not be asked whether two rows would be equal");
        return;
      }
      if (!advance(looser)) {
        notes.fault(collision(key, looser, found));
        return;
      }
    }
  }

  /** The columns of a key that would be compared more loosely, with their collation there. */
  private Map<String, String> looser(IndexDefinition key) {
    Map<String, String> looser = new HashMap<>();
    key.parts().stream()
        .flatMap(part -> part.column().stream())
        .flatMap(name -> table.column(name).stream())
        .filter(column -> candidates.containsKey(column.name()))
        .forEach(
            column -> {
              String there = chosen(column).collation();
              boolean changed = !there.equals(collation(column));
              if (changed && CollationTraits.of(collation(column)).mayMerge(there)) {
                looser.put(column.name(), there);
              }
            });
    return looser;
  }

  /** Takes the next candidate of each column that has one more; whether any had. */
  private boolean advance(Map<String, String> columns) {
    boolean any = false;
    for (String name : columns.keySet()) {
      Deque<Target> left = candidates.get(name);
      if (left != null && left.size() > 1) {
        left.remove();
        any = true;
      }
    }
    return any;
  }

  private static String collision(
      IndexDefinition key, Map<String, String> collations, KeyCollisions found) {
    return "key "
        + key.name()
        + ": two rows would be equal under "
        + String.join(", ", collations.values().stream().distinct().sorted().toList())
        + ", and the target has no other collation that keeps them apart: "
        + String.join(" and ", found.rows());
  }

  private void tell(ColumnDefinition column) {
    Optional<Target> chosen = of(column);
    if (chosen.isEmpty() || chosen.get().collation().equals(collation(column))) {
      return;
    }
    String there = chosen.get().collation();
    boolean wanted = context.collations().containsKey(column.name());
    List<String> changes = CollationTraits.of(collation(column)).changes(CollationTraits.of(there));
    notes.notice(
        "column "
            + column.name()
            + ": collation "
            + collation(column)
            + " becomes "
            + there
            + (wanted ? ", as asked for" : ", since the target lacks it")
            + (changes.isEmpty() ? "" : "; in lookups " + String.join(", ", changes)));
  }

  private Target chosen(ColumnDefinition column) {
    return of(column).orElseThrow();
  }

  private static String characterSet(ColumnDefinition column) {
    return column.type().characterSet().orElse("utf8mb4");
  }

  private static String collation(ColumnDefinition column) {
    return column.type().collation().orElseThrow();
  }
}
