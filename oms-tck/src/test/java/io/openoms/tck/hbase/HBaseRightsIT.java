package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.PrecheckItem;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.security.access.Permission;
import org.apache.hadoop.hbase.security.access.UserPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster with lists of rights: what the user lacks is named before anything begins. */
@Thorough
class HBaseRightsIT {

  private static final String USER = "user.name";
  private static final String READER = "reader";
  private static final String CONTROLLER =
      "org.apache.hadoop.hbase.security.access.AccessController";

  private final String own = System.getProperty(USER);
  private final HBaseServer server =
      HBaseServer.start(
          Map.of(
              "hbase.security.authorization",
              "true",
              "hbase.superuser",
              "test",
              "hbase.coprocessor.master.classes",
              CONTROLLER,
              "hbase.coprocessor.region.classes",
              CONTROLLER));

  @BeforeEach
  void beSomebody() {
    System.setProperty(USER, READER);
  }

  @AfterEach
  void end() {
    System.setProperty(USER, own);
    server.close();
  }

  private static void grant(HBasePair pair, String table, Permission.Action... actions)
      throws IOException {
    pair.admin()
        .grant(
            new UserPermission(
                READER, Permission.newBuilder(pair.name(table)).withActions(actions).build()),
            false);
  }

  private static MigrationProject project(HBasePair pair, String table) {
    return MigrationProject.builder(pair.namespace() + "_" + table)
        .source(pair.sourceEndpoint())
        .sink(pair.sinkEndpoint())
        .objects(o -> o.include(pair.namespace() + "." + table))
        .phases(p -> p.schema().full().verification())
        .build();
  }

  private static List<PrecheckItem> failed(MigrationProject project) {
    return project.precheck().items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .toList();
  }

  @Test
  void theDocumentedRightsSufficeAndAMissingOneIsNamed() throws Exception {
    try (HBasePair pair = HBasePair.at(server)) {
      String name = pair.namespace();
      for (String table : List.of("open", "seen", "hidden")) {
        pair.create(table, family("f").build());
        pair.put(table, cell("a", "f", "q", 1, "v"));
      }
      grant(pair, "open", Permission.Action.READ, Permission.Action.CREATE);
      grant(pair, "seen", Permission.Action.CREATE);

      assertThat(failed(project(pair, "open"))).isEmpty();
      HBasePair.assertComplete(project(pair, "open"));
      pair.assertSame("open", "f");

      assertThat(failed(project(pair, "seen")))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.check()).isEqualTo("SOURCE_FAMILIES");
                assertThat(item.subject()).isEqualTo(name + ".seen$f");
                assertThat(item.advice()).contains("Grant the user R");
              });
      MigrationResult result = TestedPair.run(project(pair, "seen"));
      assertThat(HBasePair.object(result, "seen$f").errorCode()).contains("HBASE_ACCESS_DENIED");

      assertThat(failed(project(pair, "hidden")))
          .singleElement()
          .satisfies(item -> assertThat(item.toString()).contains("hidden", "Grant the user"));
    }
  }
}
