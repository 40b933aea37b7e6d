package io.openoms.tck;

import io.openoms.ConflictPolicy;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phases;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that copies one database; tests start it as a process of its own and kill it. */
public final class KillableCopy {

  private KillableCopy() {}

  private static void follow(Phases.Builder phases) {
    String spool = System.getProperty("openoms.follow", "");
    if (!spool.isEmpty()) {
      phases.incremental(
          i -> {
            i.spoolDirectory(Path.of(spool)).lanes(2);
            i.windowChanges(Integer.getInteger("openoms.follow.window", 400));
            follow(i);
          });
    }
  }

  private static void follow(IncrementalOptions.Builder options) {
    if (!Boolean.getBoolean("openoms.follow.endless")) {
      options.untilCaughtUp();
    }
    String transactions = System.getProperty("openoms.follow.transactions", "");
    if (!transactions.isEmpty()) {
      options.transactional();
    }
    if (transactions.equals("split")) {
      options.splitLargeTransactions();
    }
  }

  private static Endpoint source(String url, String user) {
    return url.startsWith("jdbc:postgresql:")
        ? PostgreSql.at(url + user).credentials(user, "")
        : MySql.at(url).credentials(user, "");
  }

  /**
   * Arguments: database, source URL and user, sink URL and user, rows of a chunk, rows a second.
   * Properties: {@code openoms.conflict} says what is done with rows that are there, {@code
   * openoms.edge} names the edge at which it dies, {@code openoms.lost} one whose answer is lost,
   * {@code openoms.edges} a file for the edges that it passed, {@code openoms.error} one for the
   * error that ended it.
   *
   * <p>{@code openoms.follow} is the spool's directory of a copy that then follows until it has
   * caught up, or with {@code openoms.follow.endless} until it is ended. Two lanes share windows of
   * {@code openoms.follow.window} changes (400); {@code openoms.follow.transactions} is {@code
   * whole} or {@code split} for transactions that stay whole, or stay whole where they fit.
   */
  public static void main(String[] arguments) throws Exception {
    Edges edges = new Edges(System.getProperty("openoms.edge", ""));
    ConflictPolicy conflict =
        ConflictPolicy.valueOf(System.getProperty("openoms.conflict", "STOP"));
    MigrationProject project =
        MigrationProject.builder(arguments[0])
            .source(new EdgeEndpoint(source(arguments[1], arguments[2]), edges))
            .sink(new EdgeEndpoint(OceanBase.at(arguments[3]).credentials(arguments[4], ""), edges))
            .objects(o -> o.include(arguments[0] + ".*"))
            .phases(
                p -> {
                  p.schema()
                      .full(
                          f ->
                              f.chunkRows(Long.parseLong(arguments[5]))
                                  .rowsPerSecond(Long.parseLong(arguments[6]))
                                  .conflict(conflict));
                  follow(p);
                })
            .build();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      String error = result.error().map(Exception::getMessage).orElse("");
      result.error().ifPresent(Throwable::printStackTrace);
      if (System.getProperty("openoms.error") != null) {
        Files.writeString(Path.of(System.getProperty("openoms.error")), error);
      }
      result.objects().forEach(object -> System.err.println(object));
      threads.shutdown();
      edges.write();
      System.exit(result.isComplete() ? 0 : 1);
    }
  }
}
