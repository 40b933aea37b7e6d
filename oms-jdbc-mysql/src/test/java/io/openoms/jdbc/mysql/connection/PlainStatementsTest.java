package io.openoms.jdbc.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement is made by a connection that looks for no JDBC escapes. */
class PlainStatementsTest {

  private static final Pattern OTHER_WAYS =
      Pattern.compile("\\.getConnection\\(|DriverManager|\\.clientPrepareStatement\\(");

  @Test
  void connectionsAndStatementsComeFromOneRoom() throws IOException {
    for (String module : List.of("oms-jdbc", "oms-jdbc-mysql", "oms-binlog-mysql")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        List<Path> others =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.getParent().endsWith("connection"))
                .filter(PlainStatementsTest::hasAnother)
                .toList();
        assertThat(others).as("ways around Connections").isEmpty();
      }
    }
  }

  private static boolean hasAnother(Path file) {
    try {
      return OTHER_WAYS.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
