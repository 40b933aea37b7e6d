package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.tidb.TiDbStandIn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Definitions as TiDB shows them, and what becomes of them at OceanBase, seen by plain SQL. */
class TiDbSchemaIT {

  private final String database = TestedPair.newName("tischema");
  private TiDbStandIn front = TiDbPair.standIn();
  private TestedPair pair = TiDbPair.of(front);

  @AfterEach
  void drop() {
    pair.drop(database);
    front.close();
  }

  private void create(String... statements) {
    front.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    front.executeIn(database, statements);
  }

  private ObjectResult migrated(String table) throws InterruptedException {
    MigrationResult result = pair.migrate(database, 2);
    assertThat(result.error()).isEmpty();
    assertThat(result.verification().orElseThrow().inconsistent()).isEmpty();
    return result.objects().stream()
        .filter(object -> object.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static String one(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private String shown(String table) throws SQLException {
    try (Connection connection = pair.sink().server().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + database + "." + table)) {
      row.next();
      return row.getString(2);
    }
  }

  @Test
  void attributesInCommentsStayBehindByName() throws Exception {
    create(
        "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, n INT COMMENT 'is /*T![x] Y */ text',"
            + " at DATETIME)",
        "INSERT INTO t VALUES (1152921504606846977, 1, NULL), (9223372036854775807, 2, NULL)");
    String table = database + ".t";
    front.comment(table, "`id`", "/*T![auto_rand] AUTO_RANDOM(5) */");
    front.comment(table, ")", "/*T![auto_id_cache] AUTO_ID_CACHE=100 */");
    front.comment(table, ")", "/*T! SHARD_ROW_ID_BITS=4 PRE_SPLIT_REGIONS=2 */");
    front.comment(table, ")", "/*T![placement] PLACEMENT POLICY=`east` */ /* CACHED ON */");
    front.comment(table, ")", "/*T![ttl] TTL=`at` + INTERVAL 1 DAY */ /*T![of_2030] X='y' */");

    ObjectResult result = migrated("t");

    assertThat(result.error()).isEmpty();
    assertThat(result.status()).isEqualTo(ObjectStatus.CONVERTED);
    assertThat(String.join("\n", result.warnings()))
        .contains(
            "AUTO_RANDOM(5)",
            "AUTO_ID_CACHE=100",
            "SHARD_ROW_ID_BITS=4 PRE_SPLIT_REGIONS=2",
            "PLACEMENT POLICY=`east`",
            "CACHED in memory",
            "TTL=`at` + INTERVAL 1 DAY",
            "[of_2030] X='y', which this library does not know")
        .doesNotContain("CLUSTERED");
    assertThat(shown("t").toUpperCase(Locale.ROOT)).doesNotContain("AUTO_INCREMENT");
    pair.compare(database).assertSameRows("t", "*");
    pair.compare(database).assertSameDefinitions(".* collation: utf8mb4_0900.*");
  }

  /** TiDB says of every view that its check is CASCADED, and writes through none. */
  @Test
  void viewsAreThereAndCheckNothing() throws Exception {
    create(
        "CREATE TABLE v (id INT NOT NULL PRIMARY KEY, n INT)",
        "INSERT INTO v VALUES (1, 5), (2, 6)",
        "CREATE VIEW plain AS SELECT id, n FROM v WHERE n > 5",
        "CREATE VIEW grouped (many, most) AS SELECT COUNT(*), MAX(n) FROM v");

    assertThat(migrated("plain").error()).isEmpty();

    pair.compare(database).assertSameRows("plain", "*");
    pair.compare(database).assertSameRows("grouped", "*");
    assertThat(
            one(
                pair.sink().server(),
                "SELECT GROUP_CONCAT(check_option) FROM information_schema.views"
                    + " WHERE table_schema = '"
                    + database
                    + "'"))
        .isEqualTo("NONE,NONE");
  }

  @Test
  void replicasInTiFlashAreListed() throws Exception {
    create("CREATE TABLE f (id INT NOT NULL PRIMARY KEY)");
    front.replicateInTiFlash(database + ".f");
    try (EndpointSession session =
        pair.source().endpoint().open(new EndpointOptions("replicas", 2, "unused"))) {
      assertThat(session.catalog().orElseThrow().others(database))
          .containsExactly("TiFlash replica of " + database + ".f");
    }
  }

  /** What a later run reads back is what the server told, under the same order of texts. */
  @Test
  void aStoredDefinitionIsReadBack() {
    create(
        "CREATE TABLE d (id INT NOT NULL PRIMARY KEY, v VARCHAR(9) COLLATE utf8mb4_unicode_ci,"
            + " e ENUM('it''s', '?') DEFAULT '?', UNIQUE KEY (v))");
    front.comment(database + ".d", ")", "/*T![placement] PLACEMENT POLICY=`east` */");
    ObjectName name = new ObjectName(database, "d");
    try (EndpointSession session =
        pair.source().endpoint().open(new EndpointOptions("stored", 2, "unused"))) {
      Catalog catalog = session.catalog().orElseThrow();
      DefinitionText text = catalog.definitionText(name).orElseThrow();
      assertThat(text.text()).startsWith("tidb-table/1 collations CREATE TABLE `d`");
      assertThat(catalog.definition(name, text))
          .usingRecursiveComparison()
          .ignoringFields("averageRowBytes")
          .isEqualTo(catalog.table(name).orElseThrow());
      String bytes = text.text().replace(" collations ", " bytes ");
      assertThat(catalog.definition(name, new DefinitionText(bytes)).column("v").orElseThrow())
          .extracting(column -> column.type().collation())
          .isEqualTo(Optional.of("utf8mb4_bin"));
      assertThatThrownBy(
              () -> catalog.definition(name, new DefinitionText("create-table/1 CREATE TABLE d")))
          .hasMessageContaining("STATE_UNKNOWN");
      assertThat(catalog.table(new ObjectName(database, "nobody"))).isEmpty();
      assertThat(catalog.definitionText(new ObjectName(database, "nobody"))).isEmpty();
    }
  }

  /** A unique key that is not over the partitions' column; OceanBase has such indexes, too. */
  @Test
  void aGlobalIndexIsOneAtTheTarget() throws Exception {
    create("CREATE TABLE g (id INT NOT NULL, u INT NOT NULL, PRIMARY KEY (id), UNIQUE KEY u (u))");
    front.show(
        database + ".g",
        "CREATE TABLE `g` (`id` int NOT NULL, `u` int NOT NULL,"
            + " PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */,"
            + " UNIQUE KEY `u` (`u`) /*T![global_index] GLOBAL */) ENGINE=InnoDB"
            + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin\nPARTITION BY HASH (`id`) PARTITIONS 3");
    front.executeIn(database, "INSERT INTO g VALUES (1, 3), (2, 2), (3, 1)");

    ObjectResult result = migrated("g");

    assertThat(result.error()).isEmpty();
    assertThat(shown("g").toUpperCase(Locale.ROOT)).contains("GLOBAL", "PARTITION BY");
    pair.compare(database).assertSameRows("g", "*");
  }

  @Test
  void sequencesStayBehindAndSoDoDefaultsThatAskThem() throws Exception {
    create(
        "CREATE TABLE s (id INT NOT NULL PRIMARY KEY, n INT DEFAULT 7)",
        "INSERT INTO s VALUES (1, 5)");
    front.show(
        database + ".s",
        "CREATE TABLE `s` (`id` int NOT NULL, `n` int DEFAULT nextval(`"
            + database
            + "`.`seq`),"
            + " PRIMARY KEY (`id`) /*T![clustered_index] NONCLUSTERED */) ENGINE=InnoDB"
            + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");

    ObjectResult result = migrated("s");

    assertThat(result.error()).isEmpty();
    assertThat(String.join("\n", result.warnings()))
        .contains("the default of column n, the next value of a sequence, stays behind");
    pair.compare(database).assertSameRows("s", "*");
  }

  @Test
  void aTemporaryTableAndWhatIsNotUnderstoodFailByName() throws Exception {
    create(
        "CREATE TABLE tmp (id INT NOT NULL PRIMARY KEY)",
        "CREATE TABLE odd (id INT NOT NULL PRIMARY KEY)",
        "CREATE TABLE fine (id INT NOT NULL PRIMARY KEY)");
    front.show(
        database + ".tmp",
        "CREATE GLOBAL TEMPORARY TABLE `tmp` (`id` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB"
            + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ON COMMIT DELETE ROWS");
    front.show(database + ".odd", "CREATE TABLE `odd` (`id` int WHAT NOT) ENGINE=InnoDB");

    List<ObjectResult> objects = pair.migrate(database, 0).objects();

    assertThat(objects)
        .filteredOn(object -> object.source().name().equals("tmp"))
        .singleElement()
        .satisfies(object -> assertThat(object.error().orElse("")).contains("temporary table"));
    assertThat(objects)
        .filteredOn(object -> object.source().name().equals("odd"))
        .singleElement()
        .satisfies(object -> assertThat(object.error().orElse("")).contains("definition"));
    assertThat(objects)
        .filteredOn(object -> object.source().name().equals("fine"))
        .singleElement()
        .satisfies(object -> assertThat(object.error()).isEmpty());
  }

  /** 'a' and 'A' stand in one unique key whose collation says that they are equal. */
  @Test
  @Thorough
  void aClusterThatComparesBytesArrivesWithItsRows() throws Exception {
    front.close();
    front = TiDbStandIn.comparingBytes(ServerType.MYSQL_97.get().shared());
    pair = TiDbPair.of(front);
    create(
        "CREATE TABLE b (k VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY,"
            + " u VARCHAR(20) COLLATE utf8mb4_unicode_ci, UNIQUE KEY (u))",
        "INSERT INTO b VALUES ('a', 'x'), ('A', 'X'), ('á', 'y'), ('Á', 'Y'), ('ß', 'ss')");

    ObjectResult result = migrated("b");

    assertThat(result.error()).isEmpty();
    assertThat(result.rows()).isEqualTo(5);
    assertThat(String.join("\n", result.warnings()))
        .contains("utf8mb4_general_ci, since this cluster compares texts by bytes");
    assertThat(shown("b")).contains("utf8mb4_bin");
    assertNobodyIsAskedWhatAnotherCollationTakesForEqual();
    pair.compare(database).assertSameRows("b", "HEX(k), HEX(u)");
  }

  private void assertNobodyIsAskedWhatAnotherCollationTakesForEqual() {
    try (EndpointSession session =
        pair.source().endpoint().open(new EndpointOptions("collisions", 2, "unused"))) {
      TableDefinition table =
          session.catalog().orElseThrow().table(new ObjectName(database, "b")).orElseThrow();
      TableRead read =
          new TableRead(table, table.storedColumns(), table.copyKey(), Optional.empty());
      assertThat(
              session
                  .snapshot()
                  .orElseThrow()
                  .collisions(read, table.indexes().get(0), Map.of("k", "utf8mb4_general_ci")))
          .isEqualTo(KeyCollisions.unknown());
    }
  }

  /** Characters beyond Latin, in a column whose character set has none of them. */
  @Test
  void latin1HoldsWhateverWasSent() throws Exception {
    create(
        "CREATE TABLE l (id INT NOT NULL PRIMARY KEY, a VARCHAR(20) COLLATE utf8mb4_bin, KEY (a))",
        "INSERT INTO l VALUES (1, '中文'), (2, 'é'), (3, 'plain'), (4, '😀')");
    front.show(
        database + ".l",
        "CREATE TABLE `l` (`id` int NOT NULL, `a` varchar(20) DEFAULT NULL,"
            + " PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */, KEY `a` (`a`)) ENGINE=InnoDB"
            + " DEFAULT CHARSET=latin1 COLLATE=latin1_bin");

    ObjectResult result = migrated("l");

    assertThat(result.error()).isEmpty();
    assertThat(String.join("\n", result.warnings())).contains("latin1 of column a");
    pair.compare(database).assertSameRows("l", "id, HEX(a)");
  }

  @Test
  void aForeignKeyThatWasNeverEnforcedStaysBehind() throws Exception {
    create(
        "CREATE TABLE p (id INT NOT NULL PRIMARY KEY)",
        "CREATE TABLE c (id INT NOT NULL PRIMARY KEY, p INT)",
        "INSERT INTO c VALUES (1, 77)");
    front.show(
        database + ".c",
        "CREATE TABLE `c` (`id` int NOT NULL, `p` int DEFAULT NULL,"
            + " PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */,"
            + " CONSTRAINT `fk_1` FOREIGN KEY (`p`) REFERENCES `p` (`id`)"
            + " /* FOREIGN KEY INVALID */) ENGINE=InnoDB"
            + " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");

    ObjectResult result = migrated("c");

    assertThat(result.error()).isEmpty();
    assertThat(String.join("\n", result.warnings())).contains("foreign key fk_1, never enforced");
    assertThat(
            one(
                pair.sink().server(),
                "SELECT COUNT(*) FROM information_schema.table_constraints WHERE table_schema = '"
                    + database
                    + "' AND constraint_type = 'FOREIGN KEY'"))
        .isEqualTo("0");
    pair.compare(database).assertSameRows("c", "*");
  }
}
