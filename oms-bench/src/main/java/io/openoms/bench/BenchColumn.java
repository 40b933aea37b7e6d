package io.openoms.bench;

/**
 * A column of a benchmark's table.
 *
 * @param name its name
 * @param type its type and attributes in SQL
 * @param value its value as SQL, with {@code {id}} for the row's id
 * @param form how a hand-written copier writes it
 */
record BenchColumn(String name, String type, String value, Form form) {

  /** How a value is written. */
  enum Form {
    /** As it is shown. */
    NUMBER,
    /** In quotes; the benchmarks' texts hold nothing to escape. */
    TEXT,
    /** In hexadecimal. */
    BYTES
  }

  String valueOf(String id) {
    return value.replace("{id}", id);
  }
}
