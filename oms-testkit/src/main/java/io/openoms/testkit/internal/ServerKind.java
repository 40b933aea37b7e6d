package io.openoms.testkit.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kinds of server; the names are part of the environment variables' names. */
public enum ServerKind {
  /** OceanBase's kernel. */
  OCEANBASE("seekdb-1.4.0", new OceanBaseFlavour()),
  /** MySQL 9.7. */
  MYSQL97("mysql-9.7", new MySql97Flavour()),
  /** MySQL 8.0. */
  MYSQL80("mysql-8.0.33", new MySql80Flavour()),
  /** MySQL 5.6. */
  MYSQL56("mysql-5.6.14", new MySql56Flavour()),
  /** MariaDB. */
  MARIADB("mariadb-11.4.5", new MariaDbFlavour()),
  /** PostgreSQL 14. */
  POSTGRESQL14("postgresql-14.20", new PostgreSqlFlavour("14.20.0")),
  /** PostgreSQL 16. */
  POSTGRESQL16("postgresql-16.11", new PostgreSqlFlavour("16.11.0")),
  /** PostgreSQL 18. */
  POSTGRESQL18("postgresql-18.1", new PostgreSqlFlavour("18.1.0"));

  private final String directory;

  // Every flavour is stateless; an interface cannot say so to the checker.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Flavour flavour;

  ServerKind(String directory, Flavour flavour) {
    this.directory = directory;
    this.flavour = flavour;
  }

  String directory() {
    return directory;
  }

  void install(Path home) throws IOException {
    flavour.install(home);
  }

  void initialise(Path home, Path run) throws IOException {
    flavour.initialise(home, run);
  }

  /** Options that undo what this kit sets and the server itself would not. */
  public List<String> serverDefaults() {
    return flavour.serverDefaults();
  }

  List<String> command(Path home, Path run, int port) {
    return flavour.command(home, run, port);
  }

  List<String> onceStarted() {
    return flavour.onceStarted();
  }

  Map<String, String> environment(Path home) {
    return flavour.environment(home);
  }

  String scheme() {
    return flavour.scheme();
  }

  String administrator() {
    return flavour.administrator();
  }

  void terminate(Path run, long pid) {
    flavour.terminate(run, pid);
  }

  void ended(Path run) {
    flavour.ended(run);
  }
}
