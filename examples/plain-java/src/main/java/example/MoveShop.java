package example;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Moves the database {@code shop}, follows its changes until the sink has caught up, and ends. */
public final class MoveShop {

  private MoveShop() {}

  public static void main(String[] urls) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder("shop")
            .source(MySql.at(urls[0]).credentials("root", ""))
            .sink(OceanBase.at(urls[1]).credentials("root", ""))
            .objects(o -> o.include("shop.*"))
            .phases(p -> p.schema().full().incremental())
            .build();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      run.awaitCaughtUp(Duration.ofHours(2));
      run.finishIncremental();
      run.await().orThrow().objects().forEach(System.out::println);
    } finally {
      threads.shutdown();
    }
  }
}
