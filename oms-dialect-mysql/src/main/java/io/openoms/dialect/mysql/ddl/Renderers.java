package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.TableDefinition.CheckDefinition;

/**
 * What writes the parts of a table for one target. Immutable.
 *
 * @param columns writes columns
 * @param indexes writes keys and indexes
 * @param partitions writes partitions
 * @param expressions writes expressions
 */
record Renderers(
    ColumnRenderer columns,
    IndexRenderer indexes,
    PartitionRenderer partitions,
    ExpressionMapping expressions) {

  static Renderers of(
      DdlTraits target, ColumnCollations collations, ExpressionMapping expressions) {
    return new Renderers(
        new ColumnRenderer(collations, expressions, target),
        new IndexRenderer(expressions, target),
        new PartitionRenderer(expressions, target),
        expressions);
  }

  String check(CheckDefinition check) {
    return (check.name().isEmpty() ? "" : "CONSTRAINT " + Identifiers.quote(check.name()) + " ")
        + "CHECK ("
        + expressions.map(check.expression())
        + ")"
        + (check.enforced() ? "" : " NOT ENFORCED");
  }
}
