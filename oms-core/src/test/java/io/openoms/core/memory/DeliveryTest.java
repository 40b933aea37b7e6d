package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.PrecheckItem;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryError;
import io.openoms.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks that are no transactions, and state that is kept apart from the sink. */
class DeliveryTest {

  @TempDir Path directory;
  private Project project;

  @BeforeEach
  void open() throws Exception {
    project = new Project(directory, options -> {});
  }

  @Test
  void rowsAreDurableBeforeTheirCheckpoint() {
    project.idempotent();
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Faults watch =
        new Faults() {
          @Override
          public void before(Call call) {
            String name = call.name();
            if (name.equals("SinkTransaction.commit")
                || name.equals("ChangeWriter.upsert")
                || name.equals("StateTransaction.completeChunk")) {
              calls.add(Thread.currentThread().getId() + " " + name);
            }
          }
        };
    assertThat(project.run(watch, project.death()).error()).isEmpty();
    List<String> marks = calls.stream().filter(call -> call.endsWith("completeChunk")).toList();
    assertThat(marks).isNotEmpty();
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).endsWith("completeChunk")) {
        String thread = calls.get(i).substring(0, calls.get(i).indexOf(' ') + 1);
        List<String> before =
            calls.subList(0, i).stream().filter(call -> call.startsWith(thread)).toList();
        assertThat(before.get(before.size() - 1)).endsWith("SinkTransaction.commit");
      }
    }
  }

  @Test
  void anEngineThatWasOvertakenBeginsNoBatch() {
    project.idempotent();
    Faults overtake =
        new Faults() {
          private boolean done;

          @Override
          public void before(Call call) {
            if (call.name().equals("SnapshotSource.read")) {
              takeOverOnce();
            }
          }

          // Reads alone wait here: the take-over itself waits for the transaction at work.
          private synchronized void takeOverOnce() {
            if (!done) {
              done = true;
              takeOver();
            }
          }
        };
    assertThat(project.run(overtake, project.death()).error().orElseThrow().code())
        .isEqualTo(MemoryError.MEMORY_FENCED);
    assertThat(project.sink.rows(Shop.ITEM)).isEmpty();
    assertThat(project.sink.rows(Shop.NAME)).isEmpty();
  }

  private void takeOver() {
    try (EndpointSession session =
        new MemoryEndpoint(project.stateServer())
            .open(new EndpointOptions(Project.NAME, 1, "state"))) {
      session.stateStore().orElseThrow().takeOver(Project.NAME, "", List.of());
    }
  }

  @Test
  void anIdempotentSinkKeepsTheStateOfItsOwnByDefault() {
    project.idempotent();
    project.shop.plan(1);
    project.finish("state at the sink");
  }

  @Test
  void minimalImagesArriveAtAnIdempotentSink() {
    project.source.withMinimalImages();
    project.idempotent();
    project.shop.plan(1).plan(2);
    project.run(new Busy(project.shop), project.death());
    project.finish("converging");
    project.shop.plan(3).writeAll();
    project.finish("converged");
  }

  @Test
  void theStateOfAnIdempotentSinkIsKeptWhereTheProjectSays() {
    MemoryServer server = new MemoryServer();
    project.idempotent().withState(server);
    project.finish("state apart");
    assertThat(project.whole().status()).isPresent();
    assertThat(stored(project.sink)).isFalse();
    assertThat(stored(server)).isTrue();
    assertThat(project.whole().release()).isTrue();
    assertThat(stored(server)).isFalse();
  }

  private static boolean stored(MemoryServer server) {
    MigrationProject there =
        MigrationProject.builder(Project.NAME)
            .source(new MemoryEndpoint(new MemoryServer()))
            .sink(new MemoryEndpoint(server))
            .objects(o -> o.include("shop.*"))
            .phases(p -> p.full())
            .build();
    return there.status().isPresent();
  }

  @Test
  void stateApartFromASinkWithTransactionsIsRefused() {
    project.withState(new MemoryServer());
    MigrationException error = project.run().error().orElseThrow();
    assertThat(error.code().name()).isEqualTo("STATE_NOT_AT_SINK");
    assertThat(failed()).containsExactly("SINK_OPTIONS");
    assertThat(project.sink.rows(Shop.ITEM)).isEmpty();
  }

  @Test
  void aTableWithoutAKeyIsRefusedAloneByASinkWithoutTransactions() {
    project.idempotent();
    MigrationResult result =
        project.run(project.project("SF", Shop.TABLES, Project.NONE, project.death()));
    ObjectResult note =
        result.objects().stream()
            .filter(object -> object.source().equals(Shop.NOTE))
            .findFirst()
            .orElseThrow();
    assertThat(note.status()).isEqualTo(ObjectStatus.NOT_SUPPORTED);
    assertThat(note.error().orElseThrow()).contains("no key", "no transactions");
    assertThat(project.sink.rows(Shop.ITEM)).isEqualTo(project.source.rows(Shop.ITEM));
  }

  private List<String> failed() {
    return project.whole().precheck().items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .map(PrecheckItem::check)
        .toList();
  }
}
