package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random tests have the {@linkplain io.openoms.testkit.junit.Seed seed of the day}: with one and
 * the same for ever they would try the same few cases.
 */
class SeedsTest {

  private static final Pattern FIXED =
      Pattern.compile("new (Splittable)?Random\\([0-9_]+L?\\)|getLong\\(\\s*\"[^\"]*seed\"");

  /** Functions without a server, over hundreds of cases each; their modules lack the kit. */
  private static final List<String> PURE =
      List.of(
          "RowDifferenceTest.java",
          "MessageInputTest.java",
          "GtidSetTest.java",
          "SqlBytesTest.java");

  @Test
  void noRandomTestHasOneSeedForEver() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> tests =
          files
              .filter(file -> file.toString().matches("\\.\\./oms-[^/]+/src/test/.*\\.java"))
              .filter(file -> !PURE.contains(file.getFileName().toString()))
              .toList();
      assertThat(tests).hasSizeGreaterThan(200);
      assertThat(tests).filteredOn(file -> FIXED.matcher(text(file)).find()).isEmpty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
