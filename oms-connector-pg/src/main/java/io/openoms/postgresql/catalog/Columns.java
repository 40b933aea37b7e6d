package io.openoms.postgresql.catalog;

import io.openoms.postgresql.catalog.Fact.Kind;
import io.openoms.postgresql.expression.StandardExpression;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.type.NativeType;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a table's columns of its facts. Immutable. */
final class Columns {

  private static final int DEFAULT = 8;
  private static final int IDENTITY = 9;
  private static final int GENERATED = 10;
  private static final int NEXT = 11;
  private static final int STEP = 12;
  private static final int COLLATION = 13;
  private static final int DOMAIN = 14;
  private static final int COMMENT = 15;

  private final List<Fact> columns;
  private final List<Fact> labels;
  private final Optional<Fact> numbered;
  private final TypeOptions options;
  private final List<String> remains = new ArrayList<>();

  /** The columns of a table with those indexes. */
  Columns(List<Fact> facts, List<IndexDefinition> indexes, TypeOptions options) {
    this.options = options;
    this.columns = facts.stream().filter(fact -> fact.kind() == Kind.COLUMN).toList();
    this.labels = facts.stream().filter(fact -> fact.kind() == Kind.LABEL).toList();
    this.numbered = columns.stream().filter(fact -> isNumbered(fact, indexes)).findFirst();
    for (Fact fact : columns) {
      String column = "of column " + fact.text(0);
      fact.optional(DOMAIN).ifPresent(name -> remains.add("domain " + name + " " + column));
      if (hasSequence(fact) && numbered.filter(fact::equals).isEmpty()) {
        remains.add("the numbering " + column);
      }
    }
  }

  /** A target numbers one column, by steps of 1, and only where an index begins with it. */
  private boolean isNumbered(Fact fact, List<IndexDefinition> indexes) {
    return hasSequence(fact)
        && fact.optional(STEP).equals(Optional.of("1"))
        && type(fact, List.of()).neutral() instanceof ColumnType.Whole
        && indexes.stream()
            .map(index -> index.parts().get(0).column())
            .anyMatch(first -> first.equals(Optional.of(fact.text(0))));
  }

  private static boolean hasSequence(Fact fact) {
    boolean serial = fact.optional(DEFAULT).filter(text -> text.startsWith("nextval(")).isPresent();
    return !fact.text(IDENTITY).isEmpty() || (serial && fact.optional(STEP).isPresent());
  }

  List<ColumnDefinition> all() {
    return columns.stream().map(this::column).toList();
  }

  /** What targets do not get. */
  List<String> remains() {
    return List.copyOf(remains);
  }

  /** The next number of the column that the server numbers, where the role may know it. */
  OptionalLong next() {
    return numbered
        .flatMap(fact -> fact.optional(NEXT))
        .map(Long::parseLong)
        .filter(number -> number > 0)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private ColumnDefinition column(Fact fact) {
    List<String> own =
        labels.stream()
            .filter(label -> label.text(0).equals(fact.text(0)))
            .map(label -> label.text(1))
            .toList();
    DataType type = type(fact, own);
    boolean isGenerated = !fact.text(GENERATED).isEmpty();
    return new ColumnDefinition(
        fact.text(0),
        type.withCharacters(Optional.empty(), fact.optional(COLLATION)),
        !fact.isTrue(7),
        isGenerated || hasSequence(fact) ? Optional.empty() : defaultValue(fact, type),
        numbered.filter(fact::equals).isPresent(),
        Optional.empty(),
        isGenerated ? generation(fact) : Optional.empty(),
        false,
        fact.optional(COMMENT).orElse(""));
  }

  private static Optional<DefaultValue> defaultValue(Fact fact, DataType type) {
    return fact.optional(DEFAULT).flatMap(text -> DefaultText.read(type, text));
  }

  /** No generated column reads another one. */
  private Optional<Generation> generation(Fact fact) {
    List<ColumnDefinition> stored =
        columns.stream().filter(one -> one.text(GENERATED).isEmpty()).map(this::column).toList();
    return fact.optional(DEFAULT)
        .map(
            text ->
                new Generation(
                    StandardExpression.value(text, stored), fact.text(GENERATED).equals("s")));
  }

  private DataType type(Fact fact, List<String> labels) {
    return TypeMapping.of(
        new NativeType(
            fact.text(1),
            fact.text(2),
            fact.text(3).charAt(0),
            fact.isTrue(4),
            Integer.parseInt(fact.text(5)),
            fact.text(6),
            labels),
        options);
  }
}
