package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tables with everything that a definition may hold. */
final class HardTables {

  private HardTables() {}

  /** Creates a database with the tables that the server can hold. */
  static void create(DatabaseServer server, String database) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    statements.add("USE " + database);
    statements.addAll(statements("hard-tables.sql"));
    boolean mariaDb = server.version().contains("MariaDB");
    statements.addAll(statements(mariaDb ? "hard-tables-mariadb.sql" : "hard-tables-mysql.sql"));
    server.execute(statements.toArray(String[]::new));
  }

  /** Creates a database with tables whose definitions hold texts beyond ASCII in every place. */
  static void createTexts(DatabaseServer server, String database) {
    List<String> statements = new ArrayList<>();
    statements.add("SET NAMES utf8mb4");
    statements.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    statements.add("USE " + database);
    statements.addAll(statements("hard-texts.sql"));
    if (!server.version().contains("MariaDB")) {
      statements.addAll(statements("hard-texts-mysql.sql"));
    }
    server.execute(statements.toArray(String[]::new));
  }

  /** Puts rows into the tables that all servers can hold. */
  static void fill(DatabaseServer server, String database) {
    List<String> statements = new ArrayList<>();
    statements.add("USE " + database);
    statements.addAll(statements("hard-rows.sql"));
    server.execute(statements.toArray(String[]::new));
  }

  /**
   * Runs a part of a file, whose parts are divided by a line {@code -- then}.
   *
   * @param part from 0
   */
  static void step(DatabaseServer server, String database, String resource, int part) {
    List<String> statements = new ArrayList<>();
    statements.add("SET NAMES utf8mb4");
    statements.add("USE " + database);
    statements.addAll(split(text(resource).split("-- then\n", -1)[part]));
    server.execute(statements.toArray(String[]::new));
  }

  private static List<String> statements(String resource) {
    return split(text(resource));
  }

  private static List<String> split(String all) {
    return List.of(all.strip().split(";\\s*(\n|$)"));
  }

  private static String text(String resource) {
    try (InputStream in = HardTables.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
