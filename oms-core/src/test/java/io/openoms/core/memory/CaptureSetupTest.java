package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source is prepared before its log is asked for a position, and cleaned by a release. */
class CaptureSetupTest {

  @TempDir Path directory;

  @Test
  void theSourceIsPreparedBeforeItsLogIsAsked() throws Exception {
    Project project = new Project(directory, options -> {});
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Faults order =
        new Faults() {
          @Override
          public void before(Call call) {
            calls.add(call.name());
          }
        };

    assertThat(project.run(order, project.death()).error()).isEmpty();

    assertThat(calls.stream().filter(call -> call.matches("CaptureSetup.*|ChangeLog.*")).toList())
        .startsWith("ChangeLog.unfollowable", "CaptureSetup.establish");
    assertThat(project.source.established())
        .isEqualTo(Map.of(Project.NAME, new HashSet<>(Shop.TABLES)));
  }

  @Test
  void aTableThatLeavesTheProjectIsNotPreparedAnyMore() throws Exception {
    Project project = new Project(directory, options -> {});
    assertThat(project.run().error()).isEmpty();
    List<ObjectName> fewer = Shop.TABLES.subList(1, Shop.TABLES.size());

    project.run(project.project("SFI", fewer, Project.NONE, project.death()));

    assertThat(project.source.established().get(Project.NAME)).isEqualTo(Set.copyOf(fewer));
  }

  @Test
  void aReleaseCleansTheSource() throws Exception {
    Project project = new Project(directory, options -> {});
    assertThat(project.run().error()).isEmpty();

    assertThat(project.whole().release()).isTrue();

    assertThat(project.source.established()).isEmpty();
  }
}
