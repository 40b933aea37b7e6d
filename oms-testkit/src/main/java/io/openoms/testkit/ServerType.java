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
  MARIADB;

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
    };
  }
}
