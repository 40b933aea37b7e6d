package io.openoms.tck;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The pairs of today's connectors, by accounts of the privileges that are needed. */
final class Pairs {

  private Pairs() {}

  static TestedPair intoOceanBase(ServerSpec source) {
    return pair(source, Servers.oceanBase());
  }

  /** Both servers with settings that change what statements do. */
  static TestedPair hostile(ServerSpec source) {
    return pair(source.hostile(), Servers.oceanBase().hostile());
  }

  /** Any two servers. */
  static TestedPair of(ServerSpec source, ServerSpec sink) {
    return new TestedPair(
        TestedServer.of(source, Accounts::anySource), TestedServer.of(sink, Accounts::anySink));
  }

  /**
   * A kernel that writes the log of a transaction at its commit alone. As it comes, it writes it as
   * it goes along, and keeps what it finds there after a crash for ever, with its locks: then
   * nobody can write those rows, see {@link SinkTroubleIT}.
   */
  static ServerSpec recoveringOceanBase() {
    return Servers.oceanBase().option("--parameter").option("_private_buffer_size=0B");
  }

  private static TestedPair pair(ServerSpec source, ServerSpec sink) {
    return new TestedPair(
        TestedServer.of(source, Accounts::source), TestedServer.of(sink, Accounts::sink));
  }

  /** A project of that database's name that takes all of it; its phases are to be added. */
  static MigrationProject.Builder project(String database, DatabaseServer from, DatabaseServer to) {
    return MigrationProject.builder(database)
        .source(Accounts.source(from))
        .sink(Accounts.sink(to))
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
