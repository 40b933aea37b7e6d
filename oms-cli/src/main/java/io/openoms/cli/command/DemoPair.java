package io.openoms.cli.command;

import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.ShopSchema;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The servers between which the demo migrates, by the name of the source. */
enum DemoPair {
  MYSQL("mysql"),
  MYSQL80("mysql80"),
  MARIADB("mariadb"),
  POSTGRESQL("postgresql"),
  OCEANBASE("oceanbase");

  private final String label;

  DemoPair(String label) {
    this.label = label;
  }

  static Optional<DemoPair> of(String label) {
    return Arrays.stream(values()).filter(pair -> pair.label.equals(label)).findFirst();
  }

  /** All names, for people. */
  static String labels() {
    return Arrays.stream(values()).map(pair -> pair.label).collect(Collectors.joining(", "));
  }

  ServerSpec source() {
    return switch (this) {
      case MYSQL -> Servers.mysql97();
      case MYSQL80 -> Servers.mysql80();
      case MARIADB -> Servers.mariaDb();
      case POSTGRESQL -> Servers.postgreSql16();
      case OCEANBASE -> Servers.oceanBase();
    };
  }

  ServerSpec sink() {
    return this == OCEANBASE ? Servers.mysql97() : Servers.oceanBase();
  }

  Endpoint sourceEndpoint(DatabaseServer server) {
    return switch (this) {
      case OCEANBASE -> oceanBase(server);
      case POSTGRESQL ->
          PostgreSql.at(server.jdbcUrl() + "postgres")
              .credentials(server.user(), server.password());
      default -> mySql(server);
    };
  }

  Endpoint sinkEndpoint(DatabaseServer server) {
    return this == OCEANBASE ? mySql(server) : oceanBase(server);
  }

  ShopSchema shop(String database, long orders) {
    return this == POSTGRESQL
        ? ShopSchema.postgreSql(database, orders)
        : ShopSchema.of(database, orders);
  }

  /** Whether changes of tables without a key can be followed. */
  boolean followsKeyless() {
    // Triggers log keys.
    return this != OCEANBASE;
  }

  /** Whether applications can be moved to the sink and back. */
  boolean moves() {
    return this != POSTGRESQL;
  }

  private static Endpoint oceanBase(DatabaseServer server) {
    return OceanBase.at(server.jdbcUrl()).credentials(server.user(), server.password());
  }

  private static Endpoint mySql(DatabaseServer server) {
    return MySql.at(server.jdbcUrl()).credentials(server.user(), server.password());
  }
}
