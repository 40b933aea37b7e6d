package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.util.ArrayList;
import java.util.List;

/** Tables with one value each that OceanBase's kernel cannot hold, or no client can read. */
final class UnheldTables {

  /** A table, and what its error must say. */
  record Unheld(String name, List<String> statements, List<String> errorParts) {}

  private UnheldTables() {}

  static List<Unheld> of(DatabaseServer server) {
    List<Unheld> tables = new ArrayList<>();
    tables.add(
        new Unheld(
            "no_character",
            List.of(
                "CREATE TABLE no_character (a INT, b INT, c VARCHAR(20) CHARACTER SET gbk,"
                    + " PRIMARY KEY (a, b))",
                "INSERT INTO no_character VALUES (1, 1, '中?'), (1, 2, _gbk x'A140'), (2, 1, '文')"),
            List.of("VALUE_REFUSED", "a = 1, b = 2", "column c")));
    tables.add(
        new Unheld(
            "on_earth",
            List.of(
                "CREATE TABLE on_earth (id INT PRIMARY KEY, v INT, g GEOMETRY NOT NULL)",
                "INSERT INTO on_earth VALUES (1, 1, ST_GeomFromText('POINT(1 2)', 0)),"
                    + " (2, 2, ST_GeomFromText('POINT(1 2)', 4326)), (3, 3, ST_GeomFromText('POINT(0 0)'))"),
            List.of("VALUE_REFUSED", "id = 2", "column g of spatial reference system 4326")));
    if (server.version().contains("MariaDB")) {
      tables.add(
          new Unheld(
              "long_time",
              List.of(
                  "CREATE TABLE long_time (id BIGINT UNSIGNED PRIMARY KEY, v INT, ti TIME(6))",
                  "INSERT INTO long_time VALUES (1, 5, '838:59:59'), (2, 6, '00:00:00'),"
                      + " (18446744073709551615, 7, '838:59:59.999999'), (3, 8, NULL)"),
              List.of("VALUE_REFUSED", "id = 18446744073709551615", "column ti")));
    } else {
      tables.add(
          new Unheld(
              "long_number",
              List.of(
                  "CREATE TABLE long_number (id VARCHAR(20) PRIMARY KEY, j JSON)",
                  "INSERT INTO long_number VALUES ('a', '[1.5, \"9.99999999999999999999\"]'),"
                      + " ('b', JSON_ARRAY(CAST(1.234567890123456789012 AS DECIMAL(30,21))))"),
              List.of("VALUE_REFUSED", "id = b", "column j", "1.234567890123456789012")));
    }
    return tables;
  }

  static List<String> statements(DatabaseServer server) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE good (id INT PRIMARY KEY, v VARCHAR(10))");
    statements.add("INSERT INTO good VALUES (1, 'a'), (2, NULL)");
    of(server).forEach(table -> statements.addAll(table.statements()));
    return statements;
  }
}
