package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nullness is checked in packages that are marked alone, so each package of the program is. */
class NullMarkedTest {

  @Test
  void eachPackageIsMarked() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 16)) {
      List<Path> packages =
          files
              .filter(file -> file.toString().matches("\\.\\./oms-[^/]+/src/main/java/.*\\.java"))
              .map(Path::getParent)
              .distinct()
              .toList();
      assertThat(packages).hasSizeGreaterThan(100);
      assertThat(packages).allMatch(NullMarkedTest::isMarked);
    }
  }

  private static boolean isMarked(Path directory) {
    Path info = directory.resolve("package-info.java");
    try {
      return Files.exists(info) && Files.readString(info).contains("@NullMarked");
    } catch (IOException e) {
      throw new AssertionError(info.toString(), e);
    }
  }
}
