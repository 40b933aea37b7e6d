package io.openoms.spi.data;

import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * An index or key. Immutable.
 *
 * @param name its name; {@code PRIMARY} for the primary key
 * @param kind its kind
 * @param parts its parts, in order
 * @param visible whether the optimizer sees it
 * @param comment its comment; empty when there is none
 * @param parser the parser that cuts texts into words, when a FULLTEXT index names one
 * @param storage clauses of storage and placement that its product alone has
 */
public record IndexDefinition(
    String name,
    Kind kind,
    List<Part> parts,
    boolean visible,
    String comment,
    Optional<String> parser,
    Optional<SqlText> storage) {

  public IndexDefinition {
    parts = List.copyOf(parts);
  }

  /** An index without clauses of storage that its product alone has. */
  public IndexDefinition(
      String name,
      Kind kind,
      List<Part> parts,
      boolean visible,
      String comment,
      Optional<String> parser) {
    this(name, kind, parts, visible, comment, parser, Optional.empty());
  }

  /** The same index over other parts. */
  public IndexDefinition withParts(List<Part> others) {
    return new IndexDefinition(name, kind, others, visible, comment, parser, storage);
  }

  /** The kinds of indexes. */
  public enum Kind {
    PRIMARY,
    UNIQUE,
    PLAIN,
    FULLTEXT,
    SPATIAL
  }

  /**
   * A part of an index: a column, its prefix, or an expression.
   *
   * @param column the column, unless it is an expression
   * @param expression the expression, unless it is a column
   * @param prefix characters or bytes of the column that count; 0 for all
   * @param descending whether it is kept in descending order
   */
  public record Part(
      Optional<String> column, Optional<SqlText> expression, int prefix, boolean descending) {}

  /** Whether no two rows may be equal in it. */
  public boolean isUnique() {
    return kind == Kind.PRIMARY || kind == Kind.UNIQUE;
  }
}
