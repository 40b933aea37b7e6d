package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phases;
import io.openoms.PrecheckItem;
import io.openoms.tck.SwitchedShop;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.hbase.security.access.Permission;
import org.apache.hadoop.hbase.security.access.Permission.Action;
import org.apache.hadoop.hbase.security.access.UserPermission;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A cluster that keeps rights, and a user who lacks some: each is named, and no more are needed.
 */
@Thorough
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class HBaseFollowRightsIT {

  private static final String CONTROLLER =
      "org.apache.hadoop.hbase.security.access.AccessController";
  private static final String USER = "few_rights";
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Who this process is for HBase, which takes its word for it. */
  private static final String WHO = "user.name";

  private final String before = System.getProperty(WHO, "");
  @TempDir private Path spool;

  @BeforeEach
  void become() {
    System.setProperty(WHO, USER);
  }

  @AfterEach
  void becomeAgain() {
    System.setProperty(WHO, before);
  }

  @Test
  void whatAUserLacksIsNamedAndWithTheseRightsItWorks() throws Exception {
    try (HBaseServer server = HBaseServer.start(withRights());
        HBasePair pair = HBasePair.at(server)) {
      pair.create("t", HBaseFollowIT.replicated("f"));
      pair.create("u", HBaseFollowIT.replicated("f"));
      pair.put("t", cell("a", "f", "q", 1, "v"));
      pair.put("u", cell("a", "f", "q", 1, "v"));
      awaitRights(pair);
      copies(pair);
      follows(pair);
    }
  }

  /** A table whose families the user may not see fails by name; the other one is copied. */
  private static void copies(HBasePair pair) throws Exception {
    MigrationProject project = pair.builder().phases(p -> p.schema().full()).build();
    grant(pair, table(pair, "t", Action.READ, Action.CREATE));
    grant(pair, table(pair, "u", Action.READ));
    assertThat(faults(project))
        .singleElement()
        .satisfies(item -> assertFault(item, "SOURCE_FAMILIES", ".u", "R, and C or A"));
    MigrationResult result = TestedPair.run(project);
    assertThat(HBasePair.object(result, "u").errorCode()).contains("HBASE_ACCESS_DENIED");
    assertThat(HBasePair.object(result, "t$f").error()).isEmpty();
    pair.assertSame("t", "f");
    project.release();
    pair.sink().execute("DROP TABLE `" + pair.namespace() + "`.`t$f`");

    grant(pair, table(pair, "u", Action.CREATE));
    assertThat(faults(project))
        .singleElement()
        .satisfies(item -> assertFault(item, "SOURCE_FAMILIES", ".u$f", "R, and C or A"));
  }

  private void follows(HBasePair pair) throws Exception {
    grant(pair, table(pair, "u", Action.READ, Action.CREATE));
    MigrationProject project = pair.builder().phases(this::allPhases).build();
    assertThat(faults(project))
        .hasSize(3)
        .anySatisfy(item -> assertFault(item, "SOURCE_CHANGES", "replication peers", "ADMIN"))
        .anySatisfy(item -> assertFault(item, "WAY_BACK", ".t$f", "W on the table"))
        .anySatisfy(item -> assertFault(item, "WAY_BACK", ".u$f", "W on the table"));
    grant(pair, Permission.newBuilder().withActions(Action.ADMIN).build());
    for (String table : List.of("t", "u")) {
      grant(pair, table(pair, table, Action.READ, Action.CREATE, Action.WRITE));
    }
    assertThat(faults(project)).isEmpty();
    List<String> cells = pair.fromSource("t", "f");
    assertMoves(pair, project);
    assertThat(pair.fromSource("t", "f")).as("a precheck writes nothing").containsAll(cells);
  }

  private static void assertMoves(HBasePair pair, MigrationProject project) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s %s", run.result(), run.progress()).isTrue();
      SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
      pair.sink()
          .execute(
              "INSERT INTO `"
                  + pair.namespace()
                  + "`.`u$f` (K, Q, T, V) VALUES ('b', '', -2, 'w')");
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(pair.fromSource("u", "f")).isEqualTo(pair.fromSink("u$f")));
      assertThat(pair.fromSink("u$f")).hasSize(2);
      assertThat(pair.fromSink("t$f")).hasSize(1).isEqualTo(pair.fromSource("t", "f"));
    } finally {
      project.release();
      threads.shutdownNow();
      pair.sink().execute("SET GLOBAL read_only = 0");
    }
  }

  private void allPhases(Phases.Builder phases) {
    phases
        .schema()
        .full()
        .incremental(i -> i.spoolDirectory(spool))
        .switchover(s -> {})
        .reverseIncremental();
  }

  private static void assertFault(PrecheckItem item, String check, String subject, String remedy) {
    assertThat(item.check()).isEqualTo(check);
    assertThat(item.subject()).endsWith(subject);
    assertThat(item.toString()).contains("AccessDeniedException").contains(remedy);
  }

  private static List<PrecheckItem> faults(MigrationProject project) {
    return project.precheck().items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .toList();
  }

  private static Map<String, String> withRights() {
    return Map.of(
        "hbase.security.authorization",
        "true",
        "hbase.coprocessor.master.classes",
        CONTROLLER,
        "hbase.coprocessor.region.classes",
        CONTROLLER,
        "hbase.coprocessor.regionserver.classes",
        CONTROLLER,
        "hbase.superuser",
        "test",
        "zookeeper.session.timeout.localHBaseCluster",
        "120000",
        "hbase.zookeeper.property.tickTime",
        "6000");
  }

  /** The table of rights is made after the master has begun. */
  private static void awaitRights(HBasePair pair) {
    Awaitility.await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () -> {
              grant(pair, table(pair, "t", Action.EXEC));
              return true;
            });
  }

  private static Permission table(HBasePair pair, String table, Action... actions) {
    return Permission.newBuilder(pair.name(table)).withActions(actions).build();
  }

  /** In place of what was granted before. */
  private static void grant(HBasePair pair, Permission permission) throws IOException {
    pair.admin().grant(new UserPermission(USER, permission), false);
  }
}
