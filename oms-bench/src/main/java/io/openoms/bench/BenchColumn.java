package io.openoms.bench;

import java.util.Random;

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

  /** A random value of it as a literal, for a change. */
  String literal(Random random) {
    int number = random.nextInt(1_000_000);
    String kind = type.replaceAll("[ (].*", "");
    return switch (kind) {
      case "INT", "BIGINT", "DECIMAL" -> "" + number;
      case "DOUBLE" -> number + ".25";
      case "DATETIME" -> String.format("'2024-02-28 10:%02d:%02d'", number % 60, number / 60 % 60);
      case "DATE" -> String.format("'2024-02-%02d'", 1 + number % 28);
      case "JSON" -> "'{\"n\": " + number + "}'";
      case "VARBINARY" -> String.format("x'%08x'", number);
      case "LONGBLOB" -> "x'" + String.format("%08x", number).repeat(16 << 10) + "'";
      default -> "'" + text(number) + "'";
    };
  }

  /** Digits over the whole length of a CHAR, up to a third of a VARCHAR. */
  private String text(int number) {
    int length = Integer.parseInt(type.replaceAll(".*?\\((\\d+)\\).*", "$1"));
    int wanted = type.startsWith("VAR") ? 1 + length / 3 : length;
    String digits = String.format("%07d-%03d", number, number % 1000);
    return digits.repeat(1 + wanted / digits.length()).substring(0, wanted);
  }
}
