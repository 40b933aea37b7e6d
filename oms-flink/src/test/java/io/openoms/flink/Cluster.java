package io.openoms.flink;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster of two TaskManagers with two slots each, reached as any session cluster. */
final class Cluster implements AutoCloseable {

  private final MiniCluster cluster;

  Cluster() throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .build());
    cluster.start();
  }

  MiniCluster cluster() {
    return cluster;
  }

  /** With the jars of a job, or where its classes are on the cluster's own class path. */
  StreamExecutionEnvironment environment(String... jars) throws Exception {
    URI rest = cluster.getRestAddress().get();
    return StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort(), jars);
  }

  /** Jobs that have ended as they should. */
  long finished() throws Exception {
    return cluster.listJobs().get().stream()
        .filter(job -> job.getJobState() == JobStatus.FINISHED)
        .count();
  }

  /** One TaskManager is lost, with the two readers on it, and another one takes its place. */
  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
