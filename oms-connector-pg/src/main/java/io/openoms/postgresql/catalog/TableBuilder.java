package io.openoms.postgresql.catalog;

import io.openoms.ObjectName;
import io.openoms.postgresql.catalog.Fact.Kind;
import io.openoms.postgresql.expression.StandardExpression;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a table's definition of its facts. One use. */
final class TableBuilder {

  private static final int CHECK_PREFIX = "CHECK (".length();

  private final ObjectName name;
  private final List<Fact> facts;
  private final Fact table;
  private final TypeOptions options;

  TableBuilder(ObjectName name, List<Fact> facts, TypeOptions options) {
    this.options = options;
    this.name = name;
    this.facts = facts;
    this.table = facts.get(0);
  }

  TableDefinition build() {
    Indexes indexes = new Indexes(facts);
    Columns columns = new Columns(facts, indexes.kept(), options);
    List<ColumnDefinition> all = columns.all();
    return new TableDefinition(
        name,
        all,
        indexes.kept(),
        of(Kind.CONSTRAINT, "f").map(this::foreignKey).toList(),
        of(Kind.CONSTRAINT, "c").map(fact -> check(fact, all)).toList(),
        Optional.empty(),
        Optional.empty(),
        columns.next(),
        table.optional(3).orElse(""),
        partitioning(all),
        features(all),
        Stream.of(indexes.remains(), columns.remains(), remains()).flatMap(List::stream).toList(),
        table.optional(5).map(Long::parseLong).orElse(0L));
  }

  private Stream<Fact> of(Kind kind, String type) {
    return facts.stream().filter(fact -> fact.kind() == kind && fact.text(1).equals(type));
  }

  /** Two such columns cannot stand in one table of a target that ignores case in their names. */
  private static List<String> features(List<ColumnDefinition> columns) {
    List<String> features = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (ColumnDefinition column : columns) {
      String before = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
      if (before != null) {
        features.add("columns " + before + " and " + column.name() + " differ in case alone");
      }
    }
    if (columns.isEmpty()) {
      features.add("the table has no columns");
    }
    return features;
  }

  private List<String> remains() {
    List<String> remains = new ArrayList<>();
    if (table.text(2).equals("u")) {
      remains.add("UNLOGGED");
    }
    table.optional(6).ifPresent(parents -> remains.add("inheritance from " + parents));
    partitions()
        .filter(fact -> fact.isTrue(2))
        .forEach(fact -> remains.add("that partition " + fact.text(0) + " is cut again"));
    of(Kind.CONSTRAINT, "x").forEach(fact -> remains.add("exclusion constraint " + fact.text(0)));
    facts.stream()
        .filter(fact -> fact.kind() == Kind.REMAINS)
        .forEach(fact -> remains.add(fact.text(0)));
    return remains;
  }

  private ForeignKeyDefinition foreignKey(Fact fact) {
    List<Fact> pairs =
        facts.stream()
            .filter(pair -> pair.kind() == Kind.CONSTRAINED && pair.text(0).equals(fact.text(0)))
            .toList();
    return new ForeignKeyDefinition(
        fact.text(0),
        pairs.stream().map(pair -> pair.text(1)).toList(),
        new ObjectName(fact.text(3), fact.text(4)),
        pairs.stream().map(pair -> pair.text(2)).toList(),
        action(fact.text(5)),
        action(fact.text(6)));
  }

  private static String action(String letter) {
    return switch (letter) {
      case "c" -> "CASCADE";
      case "n" -> "SET NULL";
      case "d" -> "SET DEFAULT";
      default -> ForeignKeyDefinition.NO_ACTION;
    };
  }

  /**
   * {@code CHECK ((price > 0)) NO INHERIT}. One that rows may break that are there already ({@code
   * NOT VALID}), or that is not enforced, keeps its language, so that no target takes it.
   */
  private static CheckDefinition check(Fact fact, List<ColumnDefinition> columns) {
    String text = fact.text(2);
    int end = Math.max(CHECK_PREFIX, text.lastIndexOf(')'));
    String expression = text.substring(CHECK_PREFIX, end);
    String behind = text.substring(Math.min(text.length(), end + 1)).strip();
    boolean holds = behind.isEmpty() || behind.equals("NO INHERIT");
    return new CheckDefinition(
        fact.text(0),
        holds
            ? StandardExpression.condition(expression, columns)
            : PostgreSqlDialect.text(expression + " " + behind),
        true);
  }

  private Optional<Partitioning> partitioning(List<ColumnDefinition> columns) {
    return table.optional(4).map(text -> new Partitions(columns, partitions().toList()).of(text));
  }

  private Stream<Fact> partitions() {
    return facts.stream().filter(fact -> fact.kind() == Kind.PARTITION);
  }
}
