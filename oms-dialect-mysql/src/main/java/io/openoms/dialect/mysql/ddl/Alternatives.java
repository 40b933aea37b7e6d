package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Kind;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways to hold a part of a table, the best one first, each with less than the one before. */
final class Alternatives {

  private static final String DEFAULT = "its default";
  private static final String UPDATES = "what updates set";

  private Alternatives() {}

  /** The ways to hold a column's default and what updates set; the last one has neither. */
  static List<Alternative<ColumnDefinition>> of(ColumnDefinition column) {
    boolean hasDefault = column.defaultValue().isPresent();
    boolean hasUpdate = column.onUpdate().isPresent();
    List<Alternative<ColumnDefinition>> ways = new ArrayList<>(List.of(Alternative.same(column)));
    if (hasDefault && hasUpdate) {
      ways.add(new Alternative<>(valued(column, true, false), List.of(UPDATES)));
      ways.add(new Alternative<>(valued(column, false, true), List.of(DEFAULT)));
    }
    List<String> losses = new ArrayList<>();
    if (hasDefault) {
      losses.add(DEFAULT);
    }
    if (hasUpdate) {
      losses.add(UPDATES);
    }
    if (!losses.isEmpty()) {
      ways.add(new Alternative<>(valued(column, false, false), losses));
    }
    return ways;
  }

  private static ColumnDefinition valued(
      ColumnDefinition column, boolean withDefault, boolean withUpdate) {
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        withDefault ? column.defaultValue() : Optional.empty(),
        column.autoIncrement(),
        withUpdate ? column.onUpdate() : Optional.empty(),
        column.generated(),
        column.invisible(),
        column.comment());
  }

  static List<Alternative<IndexDefinition>> of(IndexDefinition index) {
    List<Alternative<IndexDefinition>> ways = new ArrayList<>();
    ways.add(Alternative.same(index));
    index
        .storage()
        .ifPresent(
            clauses ->
                add(
                    ways,
                    new IndexDefinition(
                        index.name(),
                        index.kind(),
                        index.parts(),
                        index.visible(),
                        index.comment(),
                        index.parser()),
                    clauses.sql() + " stays behind"));
    index
        .parser()
        .ifPresent(
            parser ->
                add(
                    ways,
                    with(last(ways), index.kind(), index.name(), index.parts(), Optional.empty()),
                    "the target lacks the parser " + parser + ", its own finds the words"));
    if (index.kind() == Kind.PRIMARY && index.parts().stream().anyMatch(p -> p.prefix() > 0)) {
      IndexDefinition before = last(ways);
      add(
          ways,
          with(before, Kind.UNIQUE, "primary_key", before.parts(), before.parser()),
          "the target has no primary keys over prefixes, so it becomes the unique key primary_key");
    }
    return ways;
  }

  private static IndexDefinition with(
      IndexDefinition index, Kind kind, String name, List<Part> parts, Optional<String> parser) {
    return new IndexDefinition(
        name, kind, parts, index.visible(), index.comment(), parser, index.storage());
  }

  private static void add(
      List<Alternative<IndexDefinition>> ways, IndexDefinition next, String change) {
    List<String> notices = new ArrayList<>(ways.get(ways.size() - 1).notices());
    notices.add("index " + ways.get(0).part().name() + ": " + change);
    ways.add(new Alternative<>(next, notices));
  }

  private static IndexDefinition last(List<Alternative<IndexDefinition>> ways) {
    return ways.get(ways.size() - 1).part();
  }

  /**
   * The ways to cut a table.
   *
   * @param key the columns that KEY takes when it names none
   */
  static List<Alternative<Partitioning>> of(Partitioning partitioning, List<String> key) {
    List<String> notices = new ArrayList<>();
    if (partitioning.scheme().linear()
        || partitioning.subscheme().map(Scheme::linear).orElse(false)) {
      notices.add("the target has no LINEAR partitions: rows are spread by the plain kind");
    }
    if (hasComment(partitioning.partitions())) {
      notices.add("the target keeps no comments of partitions");
    }
    Partitioning plain =
        new Partitioning(
            plain(partitioning.scheme(), key),
            partitioning.subscheme().map(scheme -> plain(scheme, key)),
            withoutComments(partitioning.partitions()));
    return List.of(Alternative.same(partitioning), new Alternative<>(plain, notices));
  }

  private static Scheme plain(Scheme scheme, List<String> key) {
    boolean unnamed = scheme.method() == Method.KEY && scheme.expression().sql().isBlank();
    String columns = key.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return new Scheme(
        scheme.method(), false, unnamed ? MySqlFamilyDialect.sql(columns) : scheme.expression());
  }

  private static boolean hasComment(List<Partition> partitions) {
    return partitions.stream()
        .anyMatch(p -> !p.comment().isEmpty() || hasComment(p.subpartitions()));
  }

  private static List<Partition> withoutComments(List<Partition> partitions) {
    return partitions.stream()
        .map(p -> new Partition(p.name(), p.values(), "", withoutComments(p.subpartitions())))
        .toList();
  }
}
