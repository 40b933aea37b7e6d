package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** OceanBase's kernel from the wheel that carries its server program; no Python runs it. */
final class OceanBaseFlavour implements Flavour {
  private static final String WHEEL =
      "pylibseekdb-1.4.0.post1-cp311-cp311-manylinux_2_28_x86_64.whl";
  // The tags make any Python's pip choose this one wheel.
  private static final List<String> DOWNLOAD =
      List.of(
          ("python3 -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all:"
                  + " --python-version 3.11 --implementation cp --abi cp311"
                  + " --platform manylinux_2_28_x86_64 pylibseekdb==1.4.0.post1 -d {}")
              .split(" ", -1));

  @Override
  public void install(Path home) throws IOException {
    ServerCache.installArchive(
        home, WHEEL, DOWNLOAD, name -> name.startsWith("pylibseekdb") ? name : null);
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    Files.createDirectories(run.resolve("base"));
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    return List.of(
        home.resolve("pylibseekdb/seekdb").toString(),
        "--nodaemon",
        "--port",
        Integer.toString(port),
        "--base-dir",
        run.resolve("base").toString(),
        "--parameter",
        "memory_limit=4G",
        "--parameter",
        "datafile_size=2G",
        "--parameter",
        "datafile_maxsize=30G",
        "--parameter",
        "log_disk_size=4G");
  }

  /**
   * It listens on every interface, and root has no password; so it takes sessions of this machine
   * alone. As an option of its program this variable is ignored.
   */
  @Override
  public List<String> onceStarted() {
    return List.of("SET GLOBAL ob_tcp_invited_nodes = '127.0.0.1,::1'");
  }

  @Override
  public Map<String, String> environment(Path home) {
    return Map.of(
        "LD_LIBRARY_PATH", home.resolve("pylibseekdb.libs") + ":" + home.resolve("pylibseekdb"));
  }
}
