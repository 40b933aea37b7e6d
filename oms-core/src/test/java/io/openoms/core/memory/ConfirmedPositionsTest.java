package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.core.spool.Spool;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.Position;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.memory.MemoryEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a reader confirms to its source is on disk: a machine that failed at that moment would find
 * it. {@link EveryCallTest} shows the same for a source that forgets what is confirmed.
 */
class ConfirmedPositionsTest {

  @TempDir Path directory;

  @Test
  void aPositionIsConfirmedOnlyWhenTheDiskHoldsTheSpoolUpToIt() throws Exception {
    Project project = new Project(directory, options -> {});
    IntStream.rangeClosed(1, 5).forEach(project.shop::plan);
    Disk disk = new Disk(project);

    assertThat(project.run(disk.and(new Busy(project.shop)), project.death()).error()).isEmpty();
    project.finish("confirmed");

    assertThat(disk.seen).hasPositiveValue();
    assertThat(project.source.confirmed()).isNotEmpty();
    try (EndpointSession session = open(project)) {
      ChangeLog log = session.changeLog().orElseThrow();
      Position end = log.current().orElseThrow();
      List<Position> confirmed = project.source.confirmed();
      for (int i = 1; i < confirmed.size(); i++) {
        assertThat(log.covers(confirmed.get(i), confirmed.get(i - 1))).isTrue();
      }
      assertThat(log.covers(confirmed.get(confirmed.size() - 1), end)).isTrue();
    }
  }

  private static EndpointSession open(Project project) {
    return new MemoryEndpoint(project.source).open(new EndpointOptions(Project.NAME, 1, "state"));
  }

  /** Looks at the files as they are when a position is confirmed. */
  private final class Disk implements Faults {

    private final Project project;
    private final AtomicInteger seen = new AtomicInteger();

    Disk(Project project) {
      this.project = project;
    }

    @Override
    public void after(Call call) {
      if (call.name().equals("ChangeReader.confirm")) {
        List<Position> confirmed = project.source.confirmed();
        Position last = confirmed.get(confirmed.size() - 1);
        Path copy = project.copySpool(directory.resolve("disk-" + seen.incrementAndGet()));
        try (EndpointSession session = open(project)) {
          ChangeLog log = session.changeLog().orElseThrow();
          assertThat(end(copy))
              .hasValueSatisfying(end -> assertThat(log.covers(end, last)).isTrue());
        }
      }
    }

    private Optional<Position> end(Path copy) {
      try (Stream<Path> spools = Files.list(copy);
          Spool spool = Spool.open(spools.findFirst().orElseThrow(), 1L << 30)) {
        SpoolRecord last = spool.get(spool.next() - 1);
        return last == null ? Optional.empty() : last.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
