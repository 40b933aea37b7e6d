package io.openoms.tck;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The pairs of today's connectors. */
final class Pairs {

  private Pairs() {}

  static TestedPair intoOceanBase(ServerSpec source) {
    return new TestedPair(
        TestedServer.of(source, s -> MySql.at(s.jdbcUrl()).credentials(s.user(), s.password())),
        TestedServer.of(
            Servers.oceanBase(),
            s -> OceanBase.at(s.jdbcUrl()).credentials(s.user(), s.password())));
  }

  /** A project of that database's name that takes all of it; its phases are to be added. */
  static MigrationProject.Builder project(String database, DatabaseServer from, DatabaseServer to) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"));
  }

  /** The same with schema, full copy and the changes. */
  static MigrationProject following(
      String database,
      DatabaseServer from,
      DatabaseServer to,
      Path spool,
      Consumer<IncrementalOptions.Builder> options) {
    return project(database, from, to)
        .phases(p -> p.schema().full().incremental(i -> options.accept(i.spoolDirectory(spool))))
        .build();
  }
}
