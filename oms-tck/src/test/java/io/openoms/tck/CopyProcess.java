package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts {@link KillableCopy} as a process of its own. */
record CopyProcess(String database, DatabaseServer from, DatabaseServer to, int chunkRows) {

  /**
   * Starts a copy.
   *
   * @param rowsPerSecond the limit; 0 for none
   * @param options of the JVM, such as {@code -Dopenoms.edge=…}, or another class path
   */
  Process start(int rowsPerSecond, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    if (!command.contains("-cp")) {
      command.add("-cp");
      command.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    }
    command.add(KillableCopy.class.getName());
    Stream.of(database, from.jdbcUrl(), from.user(), to.jdbcUrl(), to.user()).forEach(command::add);
    command.add("" + chunkRows);
    command.add("" + rowsPerSecond);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
