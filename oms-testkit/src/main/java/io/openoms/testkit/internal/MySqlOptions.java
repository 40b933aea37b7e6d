package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the servers of the MySQL family share on their command lines. Stateless. */
final class MySqlOptions {
  // Root over TCP, whatever the name of 127.0.0.1 is on this machine.
  private static final String ROOT =
      """
      CREATE USER IF NOT EXISTS root@'127.0.0.1' IDENTIFIED BY '';
      GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
      """;

  private MySqlOptions() {}

  static List<String> common(Path run, int port) {
    List<String> options = new ArrayList<>();
    options.addAll(asRoot());
    options.addAll(
        List.of(
            "--datadir=" + run.resolve("data"),
            "--socket=" + socket(run, port),
            "--pid-file=" + run.resolve("pid"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--skip-name-resolve",
            "--local-infile=1",
            "--secure-file-priv=",
            "--max-connections=300",
            "--innodb-buffer-pool-size=256M",
            // 2, not 0: with 0 the last second of commits dies with a killed process.
            "--innodb-flush-log-at-trx-commit=2",
            "--sync-binlog=0"));
    return options;
  }

  static List<String> mysql(Path run, int port) {
    List<String> options = new ArrayList<>(common(run, port));
    options.addAll(
        List.of(
            "--mysqlx=OFF",
            "--binlog-row-metadata=FULL",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON",
            "--innodb-redo-log-capacity=100M"));
    return options;
  }

  static List<String> mysqlDefaults() {
    return List.of(
        "--binlog-row-metadata=MINIMAL", "--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
  }

  /** {@code --initialize-insecure} with an account for 127.0.0.1. */
  static void initialise(String mysqld, List<String> options, Map<String, String> env, Path run)
      throws IOException {
    Path sql = Files.writeString(run.resolve("root.sql"), ROOT);
    List<String> command = new ArrayList<>(List.of(mysqld, "--no-defaults"));
    command.addAll(options);
    command.addAll(asRoot());
    command.addAll(
        List.of(
            "--initialize-insecure",
            "--datadir=" + run.resolve("data"),
            "--innodb-redo-log-capacity=100M",
            "--init-file=" + sql));
    Command.run(run.resolve("server.log"), env, Path.of("/dev/null"), command);
  }

  /** System tables from the scripts beside a server that does not make them by itself. */
  static void bootstrap(
      List<String> program, Map<String, String> env, Path home, List<String> scripts, Path run)
      throws IOException {
    Files.createDirectories(run.resolve("data/mysql"));
    Path sql = Files.writeString(run.resolve("bootstrap.sql"), "USE mysql;\n");
    for (String script : scripts) {
      byte[] text = Files.readAllBytes(home.resolve("share").resolve(script));
      Files.write(sql, text, StandardOpenOption.APPEND);
    }
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--bootstrap", "--datadir=" + run.resolve("data"), ownTemporary(run)));
    command.addAll(asRoot());
    Command.run(run.resolve("server.log"), env, sql, command);
  }

  /** A MariaDB that starts removes the temporary tables of all others in a directory they share. */
  static String ownTemporary(Path run) throws IOException {
    return "--tmpdir=" + Files.createDirectories(run.resolve("tmp"));
  }

  static List<String> asRoot() {
    return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
  }

  // The kernel cuts a socket's path at 107 bytes.
  private static Path socket(Path run, int port) {
    Path inRun = run.resolve("socket");
    return inRun.toString().length() <= 100
        ? inRun
        : Path.of(System.getProperty("java.io.tmpdir"), "openoms-" + port + ".sock");
  }
}
