package io.openoms.bench;

import io.openoms.bench.BenchColumn.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables that are copied. */
enum BenchTables {

  /** Sysbench's shape: 192 bytes of data a row. */
  SYSBENCH(1) {
    @Override
    BenchTable table() {
      return new BenchTable(
          "sbtest1",
          List.of(
              new BenchColumn(
                  "k", "INT NOT NULL DEFAULT 0", "1 + {id} * 7919 % 1000000", Form.NUMBER),
              new BenchColumn("c", "CHAR(120) NOT NULL DEFAULT ''", groups(10), Form.TEXT),
              new BenchColumn("pad", "CHAR(60) NOT NULL DEFAULT ''", groups(5), Form.TEXT)),
          "k");
    }
  },

  /** A hundred columns of ten types, about 1.3 KB a row. */
  WIDE(10) {
    @Override
    BenchTable table() {
      List<BenchColumn> columns = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        columns.addAll(tenTypes(i));
      }
      return new BenchTable("wide1", columns, "c_int_0");
    }
  },

  /** One binary object of 64 KB a row. */
  LOB(250) {
    @Override
    BenchTable table() {
      return new BenchTable(
          "lob1",
          List.of(
              new BenchColumn("k", "INT NOT NULL", "{id} * 7919 % 1000000", Form.NUMBER),
              new BenchColumn(
                  "body", "LONGBLOB NOT NULL", "REPEAT(UNHEX(SHA2({id}, 256)), 2048)", Form.BYTES)),
          "k");
    }
  };

  private final long divisor;

  BenchTables(long divisor) {
    this.divisor = divisor;
  }

  abstract BenchTable table();

  /** How many rows there are where sysbench's table has so many: about as many bytes. */
  long rows(long sysbenchRows) {
    return Math.max(1, sysbenchRows / divisor);
  }

  private static String groups(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "LPAD(CRC32({id} * " + i + "), 11, '" + i % 10 + "')")
        .collect(Collectors.joining(", ", "CONCAT_WS('-', ", ")"));
  }

  private static List<BenchColumn> tenTypes(int i) {
    String seed = "({id} * " + (2 * i + 1) + ")";
    return List.of(
        column(i, "INT", "int", seed, Form.NUMBER),
        column(i, "BIGINT UNSIGNED", "bigint", "18446744073709551615 - " + seed, Form.NUMBER),
        column(i, "DECIMAL(20,4)", "decimal", seed + " / 7", Form.NUMBER),
        column(i, "DOUBLE", "double", seed + " / 3e0", Form.NUMBER),
        column(i, "VARCHAR(60)", "varchar", "CONCAT('name ', HEX(CRC32" + seed + "))", Form.TEXT),
        column(i, "CHAR(40)", "char", "LEFT(SHA2(" + seed + ", 256), 40)", Form.TEXT),
        column(i, "DATETIME(6)", "datetime", time(seed), Form.TEXT),
        column(i, "DATE", "date", "CAST(" + time(seed) + " AS DATE)", Form.TEXT),
        column(i, "VARBINARY(32)", "varbinary", "UNHEX(SHA2(" + seed + ", 224))", Form.BYTES),
        column(i, "JSON", "json", "CONCAT('{\"n\": ', " + seed + ", '}')", Form.TEXT));
  }

  private static String time(String seed) {
    return "DATE_ADD('2000-01-01 00:00:00.000001', INTERVAL " + seed + " % 800000000 SECOND)";
  }

  private static BenchColumn column(int i, String type, String name, String value, Form form) {
    // Some of the later columns are NULL in some rows.
    String sometimes = i < 5 ? value : "IF({id} % " + i + " = 0, NULL, " + value + ")";
    return new BenchColumn("c_" + name + "_" + i, type, sometimes, form);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
