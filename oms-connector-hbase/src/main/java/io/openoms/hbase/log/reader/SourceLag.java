package io.openoms.hbase.log.reader;

import io.openoms.hbase.connection.Cluster;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.ClusterMetrics;
import org.jspecify.annotations.Nullable;

/**
 * What region servers tell the master of the peer every few seconds: whether something waits to be
 * delivered. It moves figures and nothing else: a server may not have read yet what it has written.
 * One thread; does not block.
 */
final class SourceLag {

  private static final long ASK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Cluster cluster;
  private final String peer;
  private @Nullable CompletableFuture<Boolean> asked;
  private long askedAt = System.nanoTime();
  private boolean rests;

  SourceLag(Cluster cluster, String peer) {
    this.cluster = cluster;
    this.peer = peer;
  }

  /** Something was delivered: what is known is old. */
  void delivered() {
    asked = null;
    rests = false;
    askedAt = System.nanoTime();
  }

  /** Whether the source has said, since the last delivery, that nothing waits. */
  boolean isNone() {
    CompletableFuture<Boolean> answer = asked;
    if (answer != null && answer.isDone()) {
      rests = !answer.isCompletedExceptionally() && answer.join();
      asked = null;
    } else if (answer == null && System.nanoTime() - askedAt > ASK_NANOS) {
      askedAt = System.nanoTime();
      asked =
          cluster
              .admin()
              .getClusterMetrics(EnumSet.of(ClusterMetrics.Option.LIVE_SERVERS))
              .thenApply(this::isNone);
    }
    return rests;
  }

  private boolean isNone(ClusterMetrics metrics) {
    return metrics.getLiveServerMetrics().values().stream()
        .flatMap(server -> server.getReplicationLoadSourceList().stream())
        .filter(source -> source.getPeerID().equals(peer))
        .allMatch(source -> source.getReplicationLag() == 0);
  }
}
