package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes of the rows of {@link HardTables}, and how the tables are compared. Immutable. */
final class HardChanges {

  private static final Map<String, String> COMMON = new LinkedHashMap<>();
  private static final Map<String, String> MYSQL = new LinkedHashMap<>();
  private static final Map<String, String> MARIADB = new LinkedHashMap<>();

  static {
    COMMON.put(
        "attrs",
        "id, a, b, c, d * 1e0, f * 1e0, HEX(bits), HEX(e), HEX(s), y, da, ti, dt, ts, t2, HEX(v),"
            + " HEX(v2), HEX(v3), HEX(v4), HEX(CONVERT(v5 USING utf8mb4)), HEX(n), HEX(vb),"
            + " HEX(bn), HEX(bz), u, HEX(j), `sel ect`");
    COMMON.put("keysx", "a, b, HEX(c), HEX(t), HEX(bl)");
    COMMON.put("gen", "id, p, s, HEX(v)");
    COMMON.put("inv", "id, h, z");
    COMMON.put("sp", "id, HEX(g), HEX(h)");
    COMMON.put("opts", "id, HEX(CONVERT(a USING utf8mb4))");
    whole(COMMON, "chk", "par", "fk", "exd", "pr", "prn", "prc", "pl", "plc");
    whole(COMMON, "ph", "plh", "pk", "plk", "pka", "mem", "myi");
    MYSQL.put("fx", "id, HEX(a), HEX(j)");
    MYSQL.put("mv", "id, HEX(j)");
    MYSQL.put(
        "col0900",
        "HEX(id), HEX(a), HEX(b), HEX(CONVERT(c USING utf8mb4)), HEX(CONVERT(d USING utf8mb4))");
    MYSQL.put("gipk", "my_row_id, a, b");
    whole(MYSQL, "ftp", "chkn", "pks", "ppk", "colref");
    MARIADB.put("comp", "id, HEX(a), HEX(b), HEX(c)");
    MARIADB.put("ucol", "HEX(a), HEX(b)");
    // As texts on both sides.
    MARIADB.put("uu", "CONCAT(id, ''), CONCAT(i, ''), CONCAT(i4, '')");
    whole(MARIADB, "ign", "lst");
  }

  private static void whole(Map<String, String> compared, String... tables) {
    for (String table : tables) {
      compared.put(table, "*");
    }
  }

  private final DatabaseServer server;
  private final SqlComparison sides;
  private final String database;
  private final boolean mariaDb;

  HardChanges(TestedPair pair, String database) {
    this.server = pair.source().server();
    this.sides = pair.compare(database);
    this.database = database;
    this.mariaDb = server.version().contains("MariaDB");
  }

  /** Puts rows into each table. */
  void fill() {
    HardTables.fill(server, database);
    HardTables.step(server, database, "hard-changes.sql", 0);
    HardTables.step(server, database, ofProduct(), 0);
  }

  /** Updates and deletes rows of each table, their keys too. */
  void change() {
    HardTables.step(server, database, "hard-changes.sql", 1);
    HardTables.step(server, database, ofProduct(), 1);
  }

  private String ofProduct() {
    return mariaDb ? "hard-changes-mariadb.sql" : "hard-changes-mysql.sql";
  }

  /** Waits until a run has applied what there is, and compares all rows of each table. */
  void awaitSame(MigrationRun run) throws Exception {
    boolean caughtUp = run.awaitCaughtUp(Duration.ofMinutes(8));
    assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
    assertThat(caughtUp).as("caught up: %s, %s", run.progress(), run.result()).isTrue();
    Map<String, String> compared = new LinkedHashMap<>(COMMON);
    compared.putAll(mariaDb ? MARIADB : MYSQL);
    for (Map.Entry<String, String> table : compared.entrySet()) {
      sides.assertSameRows(table.getKey(), table.getValue());
    }
  }

  /** How many tables are compared. */
  int tables() {
    return COMMON.size() + (mariaDb ? MARIADB : MYSQL).size();
  }
}
