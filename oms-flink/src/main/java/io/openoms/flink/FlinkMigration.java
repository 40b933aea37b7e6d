package io.openoms.flink;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import java.util.concurrent.Executor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Has a Flink cluster copy the rows of a project. Its runs check, create tables, copy small tables,
 * build indexes, follow changes and verify as ever; the chunks of larger tables are copied by a
 * job, whose parallelism is the project's number of writers.
 *
 * <pre>{@code
 * MigrationProject shop = FlinkMigration.of(() -> project(System.getenv("SHOP_PASSWORD"))).on(env);
 * MigrationRun run = shop.start(executor);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class FlinkMigration {

  private final ProjectFactory factory;

  private FlinkMigration(ProjectFactory factory) {
    this.factory = factory;
  }

  /**
   * For the project that the factory makes.
   *
   * @param factory a lambda or object without secrets, whose class is in the job's jars
   */
  public static FlinkMigration of(ProjectFactory factory) {
    return new FlinkMigration(factory);
  }

  /**
   * The project, whose runs copy by jobs of that environment. One run at a time may use it.
   *
   * @param env a local environment, for a cluster within this process, or that of a session cluster
   */
  public MigrationProject on(StreamExecutionEnvironment env) {
    return factory.project().copiedBy(new FlinkCopy(factory, env));
  }

  /** Starts {@link #on} that environment; returns at once. */
  public MigrationRun execute(StreamExecutionEnvironment env, Executor executor) {
    return on(env).start(executor);
  }
}
