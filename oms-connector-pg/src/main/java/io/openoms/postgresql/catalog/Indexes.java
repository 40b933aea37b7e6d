package io.openoms.postgresql.catalog;

import io.openoms.postgresql.catalog.Fact.Kind;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a table's indexes of its facts. An index that means something else elsewhere is left out by
 * name: one over some of the rows, one of another kind than an ordered one. Immutable.
 */
final class Indexes {

  private static final Set<String> ORDERED = Set.of("btree", "hash");

  private final List<Fact> parts;
  private final List<IndexDefinition> kept = new ArrayList<>();
  private final List<String> remains = new ArrayList<>();

  Indexes(List<Fact> facts) {
    this.parts = facts.stream().filter(fact -> fact.kind() == Kind.PART).toList();
    facts.stream().filter(fact -> fact.kind() == Kind.INDEX).forEach(this::add);
  }

  List<IndexDefinition> kept() {
    return List.copyOf(kept);
  }

  /** What targets do not get. */
  List<String> remains() {
    return List.copyOf(remains);
  }

  private void add(Fact fact) {
    String name = (fact.isTrue(2) ? "unique index " : "index ") + fact.text(0);
    if (!fact.isTrue(3)) {
      remains.add(name + ", which is not valid,");
    } else if (fact.optional(4).isPresent()) {
      remains.add(name + " over the rows where " + fact.text(4));
    } else if (!ORDERED.contains(fact.text(5))) {
      remains.add(name + " of the kind " + fact.text(5));
    } else {
      kept.add(index(fact));
      if (fact.isTrue(7)) {
        remains.add("NULLS NOT DISTINCT of " + name);
      }
      if (!fact.isTrue(8)) {
        remains.add("that " + name + " is deferrable");
      }
    }
  }

  private IndexDefinition index(Fact fact) {
    IndexDefinition.Kind kind =
        fact.isTrue(1)
            ? IndexDefinition.Kind.PRIMARY
            : fact.isTrue(2) ? IndexDefinition.Kind.UNIQUE : IndexDefinition.Kind.PLAIN;
    return new IndexDefinition(
        fact.isTrue(1) ? "PRIMARY" : fact.text(0),
        kind,
        parts.stream()
            .filter(part -> part.text(0).equals(fact.text(0)))
            .map(Indexes::part)
            .toList(),
        true,
        fact.optional(6).orElse(""),
        Optional.empty());
  }

  private static Part part(Fact fact) {
    Optional<String> column = fact.optional(1);
    Optional<SqlText> expression =
        column.isPresent() ? Optional.empty() : fact.optional(2).map(PostgreSqlDialect::text);
    return new Part(column, expression, 0, fact.isTrue(3));
  }
}
