package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Catalog;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowSink;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many tables that are asked for together are told as each of them is told alone. */
class ManyDefinitionsIT {

  /** More than are asked for with one statement. */
  private static final int TABLES = 230;

  static Stream<DatabaseServer> servers() {
    return Stream.of(Servers.mysql97().shared(), Servers.oceanBase().shared());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theyAreThoseOfEachTable(DatabaseServer server) {
    String database = TestedPair.newName("many");
    create(server, database);
    try (EndpointSession session =
        endpoint(server).open(new EndpointOptions(database, 2, "oms_state"))) {
      Catalog catalog = session.catalog().orElseThrow();
      List<ObjectName> names =
          new ArrayList<>(catalog.entries(database).stream().map(CatalogEntry::name).toList());
      assertThat(names).hasSize(TABLES + 2);
      names.add(new ObjectName(database, "missing"));
      names.add(new ObjectName(database + "_x", "t1"));
      var together = catalog.tables(names);
      var texts = catalog.definitionTexts(names);
      assertThat(together).hasSize(TABLES + 1);
      for (ObjectName name : names.subList(TABLES - 5, names.size())) {
        assertThat(together.get(name)).as("%s", name).isEqualTo(catalog.table(name).orElse(null));
        assertThat(texts.get(name))
            .as("%s", name)
            .isEqualTo(catalog.definitionText(name).orElse(null));
      }
      session.rowSink().ifPresent(sink -> requireFilled(sink, database));
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  private static void requireFilled(RowSink sink, String database) {
    List<ObjectName> some =
        Stream.of("t1", "t2", "größe").map(name -> new ObjectName(database, name)).toList();
    assertThat(sink.filled(some)).containsExactlyInAnyOrder(some.get(1), some.get(2));
    assertThat(sink.filled(List.of())).isEmpty();
  }

  private static void create(DatabaseServer server, String database) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE DATABASE " + database);
    statements.add("USE " + database);
    for (int i = 1; i <= TABLES; i++) {
      statements.add(
          "CREATE TABLE t"
              + i
              + (i % 2 == 0
                  ? " (a INT, b VARCHAR(9), KEY (b), UNIQUE KEY x (a, b))"
                  : " (id INT PRIMARY KEY, e ENUM('x', 'it''s') DEFAULT 'x')"));
    }
    statements.add("CREATE TABLE `größe` (id INT PRIMARY KEY, `straße` VARCHAR(9) DEFAULT 'ä')");
    statements.add("CREATE VIEW v AS SELECT id FROM t1");
    statements.add("INSERT INTO t2 VALUES (1, 'a'), (2, 'b')");
    statements.add("INSERT INTO `größe` VALUES (1, 'b')");
    server.execute(statements.toArray(String[]::new));
  }

  private static Endpoint endpoint(DatabaseServer server) {
    return server.jdbcUrl().equals(Servers.oceanBase().shared().jdbcUrl())
        ? OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password())
        : MySql.at(server.jdbcUrl()).credentials(server.user(), server.password());
  }
}
