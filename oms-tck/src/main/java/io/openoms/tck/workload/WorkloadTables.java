package io.openoms.tck.workload;

import static io.openoms.tck.workload.WorkloadTable.column;

import io.openoms.tck.ValueCases;
import io.openoms.tck.workload.WorkloadTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that a workload changes. */
final class WorkloadTables {

  static final WorkloadTable INTEGERS =
      new WorkloadTable(
          Feature.INTEGER_KEYS,
          "integers",
          "id INT NOT NULL PRIMARY KEY, v INT, note VARCHAR(60), amount DECIMAL(12,2), f FLOAT,"
              + " changed TIMESTAMP(3) NULL, KEY (v)",
          "id, v, HEX(note), amount, f * 1e0, changed",
          List.of(column("id", Literals::id)),
          List.of(
              column("v", Literals::number),
              column("note", Literals::text),
              column("amount", Literals::decimal),
              column("f", Literals::decimal),
              column("changed", Literals::time)));

  static final WorkloadTable COMPOSITE =
      new WorkloadTable(
          Feature.COMPOSITE_KEYS,
          "composite",
          "t VARCHAR(30) COLLATE utf8mb4_general_ci NOT NULL, n BIGINT UNSIGNED NOT NULL,"
              + " d DATETIME NOT NULL, note VARCHAR(60), PRIMARY KEY (t, n, d)",
          "HEX(t), n, d, HEX(note)",
          List.of(
              column("t", (random, keys) -> Literals.word(random, 1 + keys / 10)),
              column("n", (random, keys) -> "" + random.nextInt(3)),
              column("d", (random, keys) -> "'2024-02-29 0" + random.nextInt(3) + ":00:00'")),
          List.of(column("note", Literals::text)));

  static final WorkloadTable TEXTS_CI = texts("texts_ci", "utf8mb4_general_ci");
  static final WorkloadTable TEXTS_BIN = texts("texts_bin", "utf8mb4_bin");

  /**
   * In the collation that the server itself chooses; some tell a space at the end, sinks do not.
   */
  static final WorkloadTable TEXTS_DEFAULT =
      new WorkloadTable(
          Feature.TEXT_KEYS,
          "texts_default",
          "k VARCHAR(40) CHARACTER SET utf8mb4 NOT NULL PRIMARY KEY, v INT,"
              + " note VARCHAR(60) CHARACTER SET utf8mb4",
          "HEX(k), v, HEX(note)",
          List.of(column("k", (random, keys) -> Literals.word(random, keys).replace(" ", ""))),
          List.of(column("v", Literals::number), column("note", Literals::text)));

  /** A further key, which the sink has from the start. */
  static final WorkloadTable COUNTED =
      new WorkloadTable(
          Feature.INTEGER_KEYS,
          "counted",
          "n INT NOT NULL PRIMARY KEY, id INT NOT NULL AUTO_INCREMENT, v INT, UNIQUE KEY (id)",
          "n, id, v",
          List.of(column("n", Literals::id)),
          List.of(column("v", Literals::number)));

  static final WorkloadTable GENERATED =
      new WorkloadTable(
          Feature.GENERATED_COLUMNS,
          "computed",
          "id INT NOT NULL PRIMARY KEY, v INT, note VARCHAR(60),"
              + " g BIGINT AS (v * 2 + 1) STORED, c VARCHAR(80) AS (CONCAT(note, '-é')) VIRTUAL,"
              + " h BIGINT AS (id - v) STORED, KEY (g)",
          "id, v, HEX(note), g, HEX(c), h",
          List.of(column("id", Literals::id)),
          List.of(column("v", Literals::number), column("note", Literals::text)));

  static final WorkloadTable PLAIN_ROWS =
      new WorkloadTable(
          Feature.WITHOUT_TRANSACTIONS,
          "plain_rows",
          "id INT NOT NULL PRIMARY KEY, v INT, note VARCHAR(60)",
          "id, v, HEX(note)",
          List.of(column("id", Literals::id)),
          List.of(column("v", Literals::number), column("note", Literals::text)));
  static final WorkloadTable BYTES = bytes("bytes", "VARBINARY(20)", "%s");

  /** The log leaves the zeros at their ends out. */
  static final WorkloadTable FIXED_BYTES = bytes("fixed_bytes", "BINARY(8)", "RPAD(%s, 8, x'00')");

  static final WorkloadTable ONE_UNIQUE =
      new WorkloadTable(
          Feature.UNIQUE_KEYS,
          "one_unique",
          "id INT NOT NULL PRIMARY KEY, u VARCHAR(30) COLLATE utf8mb4_general_ci, v INT,"
              + " UNIQUE KEY (u)",
          "id, HEX(u), v",
          List.of(column("id", Literals::id)),
          List.of(column("u", Literals::wordOrNull), column("v", Literals::number)));

  static final WorkloadTable TWO_UNIQUE =
      new WorkloadTable(
          Feature.UNIQUE_KEYS,
          "two_unique",
          "id INT NOT NULL PRIMARY KEY, u VARCHAR(30) COLLATE utf8mb4_general_ci, a INT, b INT,"
              + " v INT, UNIQUE KEY (u), UNIQUE KEY (a, b)",
          "id, HEX(u), a, b, v",
          List.of(column("id", Literals::id)),
          List.of(
              column("u", Literals::wordOrNull),
              column("a", Literals::smallOrNull),
              column("b", Literals::smallOrNull),
              column("v", Literals::number)));

  /** Its only key is a unique one. */
  static final WorkloadTable UNIQUE_ALONE =
      new WorkloadTable(
          Feature.UNIQUE_KEYS,
          "unique_alone",
          "u VARCHAR(30) COLLATE utf8mb4_general_ci NOT NULL, v INT, UNIQUE KEY (u)",
          "HEX(u), v",
          List.of(column("u", Literals::word)),
          List.of(column("v", Literals::number)));

  static final WorkloadTable KEYLESS =
      new WorkloadTable(
          Feature.KEYLESS_DUPLICATES,
          "keyless",
          "a INT, b VARCHAR(40) COLLATE utf8mb4_general_ci, c DECIMAL(10,2), f FLOAT,"
              + " d DATETIME(3), t TEXT",
          "a, HEX(b), c, f * 1e0, d, HEX(t)",
          List.of(),
          List.of(
              column("a", Literals::smallOrNull),
              column("b", (random, keys) -> Literals.wordOrNull(random, 3)),
              column("c", (random, keys) -> random.nextInt(3) + ".5"),
              column("f", (random, keys) -> random.nextBoolean() ? "0.1" : "-1e30"),
              column("d", (random, keys) -> "'2024-01-01 00:00:00." + random.nextInt(3) + "'"),
              column("t", (random, keys) -> "REPEAT('t', " + random.nextInt(3) + ")")));

  static final WorkloadTable LOBS =
      new WorkloadTable(
          Feature.LOBS,
          "lobs",
          "id INT NOT NULL PRIMARY KEY, v INT, b LONGBLOB, t LONGTEXT",
          "id, v, LENGTH(b), SHA2(b, 256), LENGTH(t), SHA2(t, 256)",
          List.of(column("id", (random, keys) -> Literals.id(random, Math.min(keys, 20)))),
          List.of(column("v", Literals::number)));

  static final WorkloadTable DOCUMENTS =
      new WorkloadTable(
          Feature.JSON,
          "documents",
          "id INT NOT NULL PRIMARY KEY, j JSON, v INT",
          "id, HEX(j), v",
          List.of(column("id", Literals::id)),
          List.of(column("j", Literals::document), column("v", Literals::number)));

  static final WorkloadTable SCRIPTS =
      new WorkloadTable(
          Feature.SCRIPTS,
          "scripts",
          "g CHAR(20) CHARACTER SET gbk NOT NULL, l VARCHAR(40) CHARACTER SET latin1, v INT,"
              + " PRIMARY KEY (g)",
          "HEX(CONVERT(g USING utf8mb4)), HEX(CONVERT(l USING utf8mb4)), v",
          List.of(column("g", (random, keys) -> "'中文" + random.nextInt(keys) + "齄'")),
          List.of(
              column("l", (random, keys) -> "'Größe é " + random.nextInt(keys) + "'"),
              column("v", Literals::number)));

  static final WorkloadTable LARGE =
      new WorkloadTable(
          Feature.LARGE_TRANSACTIONS,
          "large_ones",
          "id BIGINT NOT NULL PRIMARY KEY, v INT, note VARCHAR(60), KEY (v)",
          "id, v, HEX(note)",
          List.of(column("id", Literals::id)),
          List.of(column("v", Literals::number), column("note", Literals::text)));

  static final WorkloadTable EDGES =
      new WorkloadTable(
          Feature.EDGE_VALUES,
          ValueCases.NAME,
          ValueCases.definition(),
          ValueCases.columns().stream().collect(Collectors.joining(", ")),
          List.of(column("id", Literals::id)),
          edges());

  static final WorkloadTable PARENTS =
      new WorkloadTable(
          Feature.CASCADES,
          "parents",
          "id INT NOT NULL PRIMARY KEY, v INT",
          "id, v",
          List.of(column("id", Literals::id)),
          List.of(column("v", Literals::number)));

  static final WorkloadTable CHILDREN =
      new WorkloadTable(
          Feature.CASCADES,
          "children",
          "id INT NOT NULL PRIMARY KEY, parent INT, v INT, FOREIGN KEY (parent) REFERENCES"
              + " parents (id) ON DELETE CASCADE ON UPDATE CASCADE",
          "id, parent, v",
          List.of(column("id", Literals::id)),
          List.of(column("parent", Literals::id), column("v", Literals::number)));

  private WorkloadTables() {}

  /** Those that are created for these features, in an order that foreign keys allow. */
  static List<WorkloadTable> of(Set<Feature> features) {
    return Stream.of(
            INTEGERS,
            COMPOSITE,
            TEXTS_CI,
            TEXTS_BIN,
            TEXTS_DEFAULT,
            COUNTED,
            GENERATED,
            PLAIN_ROWS,
            BYTES,
            FIXED_BYTES,
            ONE_UNIQUE,
            TWO_UNIQUE,
            UNIQUE_ALONE,
            KEYLESS,
            LOBS,
            DOCUMENTS,
            SCRIPTS,
            LARGE,
            EDGES,
            PARENTS,
            CHILDREN)
        .filter(table -> features.contains(table.feature()))
        .toList();
  }

  /** Of those, the ones with a key, whose rows any change may concern. */
  static List<WorkloadTable> keyed(Set<Feature> features) {
    return of(features).stream()
        .filter(
            table ->
                !List.of(KEYLESS, LOBS, LARGE, EDGES, PARENTS, CHILDREN, PLAIN_ROWS)
                    .contains(table))
        .toList();
  }

  private static WorkloadTable texts(String name, String collation) {
    return new WorkloadTable(
        Feature.TEXT_KEYS,
        name,
        "k VARCHAR(40) COLLATE " + collation + " NOT NULL PRIMARY KEY, v INT, note VARCHAR(60)",
        "HEX(k), v, HEX(note)",
        List.of(column("k", Literals::word)),
        List.of(column("v", Literals::number), column("note", Literals::text)));
  }

  private static WorkloadTable bytes(String name, String type, String form) {
    return new WorkloadTable(
        Feature.BINARY_KEYS,
        name,
        "k " + type + " NOT NULL PRIMARY KEY, v INT, b VARBINARY(20)",
        "HEX(k), v, HEX(b)",
        List.of(column("k", (random, keys) -> form.formatted(Literals.bytes(random, keys)))),
        List.of(column("v", Literals::number), column("b", Literals::bytes)));
  }

  private static List<Column> edges() {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, List<String>> edge : ValueCases.literals().entrySet()) {
      columns.add(column(edge.getKey(), (random, keys) -> oneOf(edge.getValue(), random)));
    }
    return columns;
  }

  private static String oneOf(List<String> values, Random random) {
    return random.nextInt(10) == 0 ? "NULL" : values.get(random.nextInt(values.size()));
  }
}
