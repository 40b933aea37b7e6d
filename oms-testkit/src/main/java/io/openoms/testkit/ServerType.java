package io.openoms.testkit;

import java.util.function.Supplier;

/** The kinds of server by name, for annotations and parameterized tests. */
public enum ServerType implements Supplier<ServerSpec> {
  /** {@link Servers#oceanBase()}. */
  OCEANBASE,
  /** {@link Servers#mysql97()}. */
  MYSQL_97,
  /** {@link Servers#mysql80()}. */
  MYSQL_80,
  /** {@link Servers#mysql56()}. */
  MYSQL_56,
  /** {@link Servers#mariaDb()}. */
  MARIADB,
  /** {@link Servers#postgreSql14()}. */
  POSTGRESQL_14,
  /** {@link Servers#postgreSql16()}. */
  POSTGRESQL_16,
  /** {@link Servers#postgreSql18()}. */
  POSTGRESQL_18;

  /**
   * The kind's specification.
   *
   * @return the specification, without options
   */
  @Override
  public ServerSpec get() {
    return switch (this) {
      case OCEANBASE -> Servers.oceanBase();
      case MYSQL_97 -> Servers.mysql97();
      case MYSQL_80 -> Servers.mysql80();
      case MYSQL_56 -> Servers.mysql56();
      case MARIADB -> Servers.mariaDb();
      case POSTGRESQL_14 -> Servers.postgreSql14();
      case POSTGRESQL_16 -> Servers.postgreSql16();
      case POSTGRESQL_18 -> Servers.postgreSql18();
    };
  }
}
