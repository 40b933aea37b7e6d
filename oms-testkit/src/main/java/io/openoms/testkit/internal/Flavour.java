package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What differs between the kinds of server. Stateless. */
interface Flavour {
  /** Fills the directory if it is not complete yet; called under the cache's lock. */
  void install(Path home) throws IOException;

  /** Makes the data of a new server in its run directory; called once per directory. */
  void initialise(Path home, Path run) throws IOException;

  /** The server program and its arguments, in the foreground. */
  List<String> command(Path home, Path run, int port);

  /** Options that give the server's own defaults back, where this kit sets others. */
  default List<String> serverDefaults() {
    return List.of();
  }

  /** Statements for each start, the first as soon as the server answers. */
  default List<String> onceStarted() {
    return List.of();
  }

  /** Environment variables of the server. */
  default Map<String, String> environment(Path home) {
    return Map.of();
  }

  /** What a JDBC address of the server begins with, after {@code jdbc:}. */
  default String scheme() {
    return "mysql";
  }

  /** The account that may do everything. */
  default String administrator() {
    return "root";
  }

  /** Asks a server to end, as an operator would. */
  default void terminate(Path run, long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }

  /** Called when the server's process is gone: ends what it may have left. */
  default void ended(Path run) {}
}
