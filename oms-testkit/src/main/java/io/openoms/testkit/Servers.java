package io.openoms.testkit;

import io.openoms.testkit.internal.ServerKind;

/**
 * The kinds of server that can be had. Nothing is installed or started before {@link
 * ServerSpec#start()} or {@link ServerSpec#shared()}.
 *
 * <p>Each kind is looked for in this order: a running server named by {@code OPENOMS_<KIND>_URL}
 * (with {@code _USER}, default {@code root} or {@code postgres}, and {@code _PASSWORD}, default
 * empty); an installation directory named by {@code OPENOMS_<KIND>_HOME}; the cache {@code
 * ${XDG_CACHE_HOME:-$HOME/.cache}/openoms}, filled by a download the first time. {@code <KIND>} is
 * {@code OCEANBASE}, {@code MYSQL97}, {@code MYSQL80}, {@code MYSQL56}, {@code MARIADB}, {@code
 * POSTGRESQL14}, {@code POSTGRESQL16} or {@code POSTGRESQL18}. Downloads are for Linux on x86-64.
 * Thread-safe.
 */
public final class Servers {
  private Servers() {}

  /**
   * OceanBase's kernel, seekdb 1.4.0 (MySQL dialect, one tenant). It listens on every interface,
   * and takes sessions from this machine alone.
   *
   * @return its specification, without options
   */
  public static ServerSpec oceanBase() {
    return ServerSpec.of(ServerKind.OCEANBASE);
  }

  /**
   * MySQL 9.7 as Debian packages it.
   *
   * @return its specification, without options
   */
  public static ServerSpec mysql97() {
    return ServerSpec.of(ServerKind.MYSQL97);
  }

  /**
   * MySQL 8.0.33.
   *
   * @return its specification, without options
   */
  public static ServerSpec mysql80() {
    return ServerSpec.of(ServerKind.MYSQL80);
  }

  /**
   * MySQL 5.6.14, with GTIDs; a download of 325 MB.
   *
   * @return its specification, without options
   */
  public static ServerSpec mysql56() {
    return ServerSpec.of(ServerKind.MYSQL56);
  }

  /**
   * MariaDB 11.4.5.
   *
   * @return its specification, without options
   */
  public static ServerSpec mariaDb() {
    return ServerSpec.of(ServerKind.MARIADB);
  }

  /**
   * PostgreSQL 14.20.
   *
   * @return its specification, without options
   */
  public static ServerSpec postgreSql14() {
    return ServerSpec.of(ServerKind.POSTGRESQL14);
  }

  /**
   * PostgreSQL 16.11.
   *
   * @return its specification, without options
   */
  public static ServerSpec postgreSql16() {
    return ServerSpec.of(ServerKind.POSTGRESQL16);
  }

  /**
   * PostgreSQL 18.1.
   *
   * @return its specification, without options
   */
  public static ServerSpec postgreSql18() {
    return ServerSpec.of(ServerKind.POSTGRESQL18);
  }
}
