package io.openoms;

/**
 * A table of the source of which a verification compared a part: the project moves only some of its
 * rows or columns. Immutable.
 *
 * @param source the table
 * @param scope what of it was compared, by {@link ObjectSelection#scopeOf}: {@code where CONDITION
 *     columns [NAMES]}, or one of both
 */
public record ComparedPart(ObjectName source, String scope) {

  /** Table and scope in one line. */
  @Override
  public String toString() {
    return source + " " + scope.replaceAll("\\s+", " ");
  }
}
