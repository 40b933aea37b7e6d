package io.openoms.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationRun;
import io.openoms.RunLimits;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project file that is edited while its project runs. */
class LimitsFileTest {

  private static final String PROJECT =
      """
      project: limits
      source: {type: mysql, url: "jdbc:mysql://127.0.0.1:1", user: u, password: p}
      sink: {type: oceanbase, url: "jdbc:mysql://127.0.0.1:2", user: u, password: p}
      objects: {include: ["shop.*"]}
      phases: [schema, full]
      options: {readers: %d, writers: 4, rows_per_second: %d}
      """;

  @TempDir Path directory;
  private Path file;
  private LimitsFile limits;
  private RunLimits now = new RunLimits(4, 4, 2, 0, 0);
  private long edits;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("project.yaml");
    edit(PROJECT.formatted(4, 0));
    limits = new LimitsFile(file);
  }

  private void edit(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++edits)));
  }

  private void look() {
    InvocationHandler limitsAlone =
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("limits");
          if (arguments == null) {
            return now;
          }
          now = (RunLimits) arguments[0];
          return null;
        };
    limits.look(
        (MigrationRun)
            Proxy.newProxyInstance(
                MigrationRun.class.getClassLoader(),
                new Class<?>[] {MigrationRun.class},
                limitsAlone));
  }

  @Test
  void editedLimitsAreTakenOverOnceTheFileIsStill() throws IOException {
    look();
    look();
    assertThat(now).isEqualTo(new RunLimits(4, 4, 2, 0, 0));
    edit(PROJECT.formatted(1, 500));
    look();
    assertThat(now.readers()).isEqualTo(4);
    look();
    assertThat(now).isEqualTo(new RunLimits(1, 4, 2, 500, 0));
  }

  @Test
  void aFileWithFaultsOrNoneChangesNothing() throws IOException {
    edit("name: [");
    look();
    look();
    Files.delete(file);
    look();
    look();
    assertThat(now).isEqualTo(new RunLimits(4, 4, 2, 0, 0));
    edit(PROJECT.formatted(2, 0));
    look();
    look();
    assertThat(now.readers()).isEqualTo(2);
  }
}
