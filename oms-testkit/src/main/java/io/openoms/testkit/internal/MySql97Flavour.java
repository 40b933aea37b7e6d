package io.openoms.testkit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MySQL 9.7 from Debian's packages, installed beside the system by a script. */
final class MySql97Flavour implements Flavour {
  @Override
  public void install(Path home) throws IOException {
    if (Files.exists(home.resolve(".installed"))) {
      return;
    }
    Path script = home.resolveSibling("install-mysql.sh");
    try (InputStream in = MySql97Flavour.class.getResourceAsStream("install-mysql.sh")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = home.resolveSibling("install-mysql.log");
    Files.deleteIfExists(log);
    List<String> command = List.of("bash", script.toString(), home.toString());
    Command.run(log, Map.of(), Path.of("/dev/null"), command);
  }

  @Override
  public void initialise(Path home, Path run) throws IOException {
    MySqlOptions.initialise(mysqld(home), List.of(), Map.of(), run);
  }

  @Override
  public List<String> command(Path home, Path run, int port) {
    List<String> command = new ArrayList<>(List.of(mysqld(home), "--no-defaults"));
    command.addAll(MySqlOptions.mysql(run, port));
    return command;
  }

  private static String mysqld(Path home) {
    return home.resolve("bin/mysqld").toString();
  }

  @Override
  public List<String> serverDefaults() {
    return MySqlOptions.mysqlDefaults();
  }
}
