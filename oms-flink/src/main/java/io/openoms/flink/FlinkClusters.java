package io.openoms.flink;

import io.openoms.spi.remote.RemoteCopy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Clusters by their address, for callers that have no environment of their own: such as a command
 * line. {@code project.copiedBy(FlinkClusters.local(factory))}.
 */
public final class FlinkClusters {

  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private FlinkClusters() {}

  /** A cluster within this process, which begins and ends with each job. */
  public static RemoteCopy local(ProjectFactory factory) {
    return order ->
        new FlinkCopy(factory, StreamExecutionEnvironment.createLocalEnvironment()).submit(order);
  }

  /**
   * A session cluster.
   *
   * @param port the port of its REST interface
   * @param jars what the job needs besides Flink: this library, connectors, drivers, the factory
   */
  public static RemoteCopy session(ProjectFactory factory, String host, int port, List<Path> jars) {
    String[] files = jars.stream().map(Path::toString).toArray(String[]::new);
    Configuration settings = new Configuration();
    // By default it would take a minute until an address is told to be wrong.
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
    settings.set(RestOptions.RETRY_DELAY, BETWEEN_ATTEMPTS);
    return order ->
        new FlinkCopy(
                factory,
                StreamExecutionEnvironment.createRemoteEnvironment(host, port, settings, files))
            .submit(order);
  }
}
