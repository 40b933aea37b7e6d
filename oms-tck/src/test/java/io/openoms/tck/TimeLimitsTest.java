package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A test method that hangs ends by itself, in every module: the limit stands in the root pom, for
 * unit and integration tests, and no module sets another one. Campaigns switch it off: {@code
 * -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
class TimeLimitsTest {

  private static final String LIMIT = "junit.jupiter.execution.timeout.testable.method.default";
  private static final Pattern PLUGIN =
      Pattern.compile(
          "<artifactId>maven-(?:surefire|failsafe)-plugin</artifactId>((?:(?!</plugin>).)*)",
          Pattern.DOTALL);

  private Optional<String> limit = Optional.empty();

  @RegisterExtension
  final BeforeEachCallback asksForTheLimit =
      context -> limit = context.getConfigurationParameter(LIMIT);

  @Test
  void unitTestsAndIntegrationTestsHaveTheLimit() {
    assertThat(plugins(Path.of("..", "pom.xml")))
        .filteredOn(plugin -> plugin.contains("<configuration>"))
        .hasSize(2)
        .allSatisfy(plugin -> assertThat(plugin).contains(LIMIT + " = ${test.method.limit}"));
  }

  @Test
  void noModuleHasAnotherOne() throws IOException {
    List<Path> modules = modules();
    assertThat(modules).hasSizeGreaterThan(20);
    for (Path module : modules) {
      assertThat(plugins(module.resolve("pom.xml")))
          .as("%s", module)
          .allSatisfy(plugin -> assertThat(plugin).doesNotContain("<properties>"));
      // What stands there for JUnit would be passed over by the root pom's, and only seem to hold.
      for (Path file : files(module, file -> file.endsWith("junit-platform.properties"))) {
        assertThat(text(file)).as("%s", file).doesNotContain("execution.timeout");
      }
    }
  }

  /** Not so when an IDE runs the test. */
  @Test
  void mavenPassesItOn() {
    if (System.getProperty("surefire.test.class.path") != null) {
      assertThat(limit).hasValueSatisfying(text -> assertThat(text).matches("\\d+ m"));
    }
  }

  private static List<String> plugins(Path pom) {
    return PLUGIN.matcher(text(pom)).results().map(plugin -> plugin.group(1)).toList();
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> directories = Files.list(Path.of(".."))) {
      return directories.filter(directory -> Files.exists(directory.resolve("pom.xml"))).toList();
    }
  }

  private static List<Path> files(Path module, Predicate<Path> which) throws IOException {
    Path tests = module.resolve("src/test");
    if (!Files.exists(tests)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.walk(tests)) {
      return files.filter(which).toList();
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
