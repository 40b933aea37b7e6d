package io.openoms.postgresql.mapping;

/** What becomes of a number that is NaN or infinite. */
public enum NanMapping {
  /** It fails its table by row and column. The default. */
  REFUSE,
  /** NULL takes its place; in a column that takes no NULL it fails its table. */
  AS_NULL,
  /**
   * All columns of {@code numeric}, {@code real} and {@code double precision} become texts, which
   * hold every value.
   */
  AS_TEXT
}
