package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.spi.EndpointSession;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide to connectors names each role, and its samples are the toy's own code. */
class ConnectorGuideTest {

  private static final Path GUIDE = Pages.ROOT.resolve("docs/connector-guide.md");
  private static final Path TOY = Path.of("src/test/java/io/openoms/tck/toy");

  @Test
  void eachRoleOfASessionIsNamed() {
    List<String> roles =
        Arrays.stream(EndpointSession.class.getMethods())
            .map(method -> method.getGenericReturnType())
            .filter(ParameterizedType.class::isInstance)
            .map(ParameterizedType.class::cast)
            .filter(type -> type.getRawType() == Optional.class)
            .map(type -> (Class<?>) type.getActualTypeArguments()[0])
            .filter(type -> type.getName().startsWith("io.openoms."))
            .map(Class::getSimpleName)
            .toList();
    assertThat(roles).hasSizeGreaterThan(10);

    assertThat(Pages.text(GUIDE)).contains(roles);
  }

  /** What is left out of a sample is an ellipsis; all between two of them is compiled as it is. */
  @Test
  void eachSampleIsCodeOfTheToy() throws Exception {
    String code = words(toy());
    List<String> parts = new ArrayList<>();
    for (String sample : Pages.code(GUIDE, "java")) {
      parts.addAll(Stream.of(sample.split("…|\\n\\n", -1)).map(ConnectorGuideTest::words).toList());
    }
    assertThat(parts).hasSizeGreaterThan(6).allSatisfy(part -> assertThat(code).contains(part));
  }

  private static String toy() throws IOException {
    try (Stream<Path> files = Files.walk(TOY)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Pages::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String words(String text) {
    return text.replace("@Override", "").replaceAll("\\s+", " ").strip();
  }
}
