package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Method;
import io.openoms.spi.data.Partitioning.Partition;
import io.openoms.spi.data.Partitioning.Scheme;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Renders how a table is cut into partitions. Immutable. */
final class PartitionRenderer {

  private final ExpressionMapping expressions;
  private final String rest;

  PartitionRenderer(ExpressionMapping expressions, DdlTraits traits) {
    this.expressions = expressions;
    this.rest = traits.otherValues();
  }

  /** The clause, to follow the options of CREATE TABLE. */
  String clause(Partitioning partitioning) {
    Scheme scheme = partitioning.scheme();
    List<Partition> partitions = partitioning.partitions();
    StringBuilder sql = new StringBuilder("PARTITION BY ").append(scheme(scheme));
    boolean counted = !scheme.method().hasValues() && isNumbered("p", partitions);
    if (counted) {
      sql.append(" PARTITIONS ").append(partitions.size());
    }
    boolean listed = isListed(partitioning, partitions);
    partitioning
        .subscheme()
        .ifPresent(
            sub -> {
              sql.append(" SUBPARTITION BY ").append(scheme(sub));
              if (!listed) {
                sql.append(" SUBPARTITIONS ").append(partitions.get(0).subpartitions().size());
              }
            });
    if (!counted) {
      sql.append(' ').append(list(partitioning, partitions));
    }
    return sql.toString();
  }

  /** Some of the partitions, in parentheses. */
  String list(Partitioning partitioning, List<Partition> partitions) {
    boolean listed = isListed(partitioning, partitions);
    Method within = partitioning.subscheme().map(Scheme::method).orElse(Method.HASH);
    return partitions.stream()
        .map(each -> partition(partitioning.scheme().method(), each, listed, within))
        .collect(Collectors.joining(",\n  ", "(\n  ", "\n)"));
  }

  private static boolean isListed(Partitioning partitioning, List<Partition> partitions) {
    return partitioning
        .subscheme()
        .filter(sub -> sub.method().hasValues() || !isCounted(partitions))
        .isPresent();
  }

  private String scheme(Scheme scheme) {
    return (scheme.linear() ? "LINEAR " : "")
        + scheme.method().name().replace('_', ' ')
        + " ("
        + expressions.map(scheme.expression())
        + ")";
  }

  private String partition(Method method, Partition partition, boolean listed, Method within) {
    return "PARTITION "
        + Identifiers.quote(partition.name())
        + values(method, partition)
        + comment(partition)
        + (listed
            ? partition.subpartitions().stream()
                .map(
                    sub ->
                        "SUBPARTITION "
                            + Identifiers.quote(sub.name())
                            + values(within, sub)
                            + comment(sub))
                .collect(Collectors.joining(", ", " (", ")"))
            : "");
  }

  private String values(Method method, Partition partition) {
    if (!method.hasValues()) {
      return "";
    }
    boolean range = method == Method.RANGE || method == Method.RANGE_COLUMNS;
    if (!range && partition.values().isEmpty()) {
      return rest;
    }
    return (range ? " VALUES LESS THAN (" : " VALUES IN (")
        + partition.values().map(expressions::map).orElse("MAXVALUE")
        + ")";
  }

  private static String comment(Partition partition) {
    return partition.comment().isEmpty() ? "" : " COMMENT " + Literals.text(partition.comment());
  }

  /** Whether every partition has as many subpartitions, under names that servers give. */
  private static boolean isCounted(List<Partition> partitions) {
    return partitions.stream().allMatch(p -> isNumbered(p.name() + "sp", p.subpartitions()))
        && partitions.stream().map(p -> p.subpartitions().size()).distinct().count() == 1;
  }

  private static boolean isNumbered(String prefix, List<Partition> partitions) {
    return IntStream.range(0, partitions.size())
        .allMatch(
            i ->
                partitions.get(i).name().equals(prefix + i)
                    && partitions.get(i).comment().isEmpty());
  }
}
