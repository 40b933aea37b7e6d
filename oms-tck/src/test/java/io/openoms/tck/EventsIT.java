package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectStatus;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.WarningEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.SysbenchSchema;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear of a run, and what a run leaves behind at the servers and in the JVM. */
class EventsIT {

  private static final long ROWS = 60_000;

  private final DatabaseServer from = Servers.mysql80().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "ev_" + UUID.randomUUID().toString().substring(0, 8);
  private final Heard heard = new Heard();

  /** Keeps what it hears, and throws at every call, as a careless listener may. */
  private static final class Heard implements MigrationListener {
    private final List<ObjectEvent> objects = Collections.synchronizedList(new ArrayList<>());
    private final List<IndexEvent> indexes = Collections.synchronizedList(new ArrayList<>());
    private final List<ProgressEvent> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<WarningEvent> warnings = Collections.synchronizedList(new ArrayList<>());
    private final List<ErrorEvent> errors = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onObject(ObjectEvent event) {
      objects.add(event);
      throw new AssertionError("as planned");
    }

    @Override
    public void onIndex(IndexEvent event) {
      indexes.add(event);
    }

    @Override
    public void onProgress(ProgressEvent event) {
      progress.add(event);
    }

    @Override
    public void onWarning(WarningEvent event) {
      warnings.add(event);
      throw new IllegalStateException("as planned");
    }

    @Override
    public void onError(ErrorEvent event) {
      errors.add(event);
    }
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void everyStepIsToldInOrderAndNothingIsLeftBehind() throws Exception {
    SysbenchSchema.of(database, 1, ROWS).create(from);
    // So that statistics tell that the table has many chunks: a small one gets its index at once.
    from.execute(
        "ANALYZE TABLE " + database + ".sbtest1",
        "CREATE TABLE " + database + ".places (id INT PRIMARY KEY, at POINT NOT NULL SRID 4326)");
    int sourceConnections = connections(from);
    int sinkConnections = connections(to);
    LeakCheck leaks = new LeakCheck();

    MigrationResult result = run();

    assertThat(result.objects()).hasSize(2);
    assertThat(statuses("sbtest1"))
        .containsExactly(
            ObjectStatus.CREATING,
            ObjectStatus.CREATED,
            ObjectStatus.COPYING,
            ObjectStatus.INDEXING,
            ObjectStatus.CONVERTED);
    assertThat(statuses("places")).containsExactly(ObjectStatus.NOT_SUPPORTED);
    assertThat(heard.errors)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.willRetry()).isFalse();
              assertThat(event.error().getMessage())
                  .contains("OBJECT_NOT_SUPPORTED", "phase schema", database + ".places");
            });
    assertThat(heard.warnings)
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.code()).isEqualTo("CONVERTED"))
        .anySatisfy(event -> assertThat(event.message()).contains("utf8mb4_0900_ai_ci"));
    assertIndexEvents();
    assertThat(heard.progress.get(heard.progress.size() - 1).progress())
        .satisfies(
            last -> {
              assertThat(last.rows()).isEqualTo(ROWS);
              assertThat(last.bytes()).isGreaterThan(ROWS * 180);
              assertThat(last.objectsDone()).isEqualTo(2);
            });
    leaks.assertNoNewThreads();
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> connections(from) <= sourceConnections);
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> connections(to) <= sinkConnections);
  }

  private void assertIndexEvents() {
    assertThat(heard.indexes)
        .allSatisfy(
            event -> {
              assertThat(event.index()).isEqualTo("k_1");
              assertThat(event.statement()).startsWith("CREATE INDEX `k_1` ON `" + database);
            });
    assertThat(heard.indexes.get(0).status()).isEqualTo(IndexEvent.Status.BUILDING);
    assertThat(heard.indexes.get(heard.indexes.size() - 1).status())
        .isEqualTo(IndexEvent.Status.COMPLETED);
  }

  private MigrationResult run() throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full(f -> f.chunkRows(ROWS / 10)))
            .listener(heard)
            .build();
    return TestedPair.run(project);
  }

  private List<ObjectStatus> statuses(String table) {
    return heard.objects.stream()
        .filter(event -> event.source().name().equals(table))
        .map(ObjectEvent::status)
        .toList();
  }

  private static int connections(DatabaseServer server) throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, "information_schema.processlist", "id").size();
    }
  }
}
