package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.spi.data.RowChange;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each change that is not applied is counted with its reason. */
class SkippedChangesTest {

  @TempDir private Path directory;

  /** The row is written after the capture has begun, and before the read point that holds it. */
  @Test
  void aChangeThatTheCopyHoldsIsCounted() throws Exception {
    Project project = new Project(directory, options -> {});
    AtomicBoolean written = new AtomicBoolean();
    Faults writer =
        new Faults() {
          @Override
          public void before(Call call) {
            if (call.name().equals("SnapshotSource.readPoint")
                && written.compareAndSet(false, true)) {
              project.source.write(w -> w.insert(Shop.NOTE, 90, "n").insert(Shop.NOTE, 91, "n"));
            }
          }
        };

    MigrationResult result = project.run(writer, project.death());

    assertThat(result.error()).isEmpty();
    assertThat(skipped(result, Shop.NOTE)).isEqualTo(Map.of(SkipReason.IN_COPY, 2L));
    project.compare("written before the read point");
  }

  /** The table joins a project whose log is read on from before its rows were written. */
  @Test
  void aChangeBeforeTheTablesCaptureIsCounted() throws Exception {
    Project project = new Project(directory, options -> {}).withTables(List.of(Shop.ITEM));
    assertThat(project.run().error()).isEmpty();
    project.source.write(w -> w.insert(Shop.NOTE, 90, "n").insert(Shop.NOTE, 91, "n"));
    project.withTables(List.of(Shop.ITEM, Shop.NOTE));

    MigrationResult result = project.run();

    assertThat(result.error()).isEmpty();
    assertThat(skipped(result, Shop.NOTE)).isEqualTo(Map.of(SkipReason.BEFORE_CAPTURE, 2L));
    project.compare("joined");
  }

  @Test
  void aKindOfChangeThatIsExcludedIsCounted() throws Exception {
    Project project =
        new Project(
            directory,
            options -> options.operations(Set.of(RowChange.Kind.INSERT, RowChange.Kind.UPDATE)));
    project.source.write(w -> w.insert(Shop.ITEM, 90, 1).insert(Shop.ITEM, 91, 1));
    assertThat(project.run().error()).isEmpty();
    project.source.write(w -> w.delete(Shop.ITEM, 90).update(Shop.ITEM, List.of(91), 91, 2));

    MigrationResult result = project.run();

    assertThat(result.error()).isEmpty();
    assertThat(skipped(result, Shop.ITEM)).isEqualTo(Map.of(SkipReason.KIND_EXCLUDED, 1L));
    Following.Counts counts = result.following().orElseThrow().tables().get(Shop.ITEM);
    assertThat(counts.updates()).isEqualTo(1);
    assertThat(counts.deletes()).isZero();
  }

  private static Map<SkipReason, Long> skipped(MigrationResult result, ObjectName table) {
    return result.following().orElseThrow().tables().get(table).skipped();
  }
}
