package io.openoms.hbase.connection;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseError;
import io.openoms.hbase.error.HBaseFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hbase.HRegionLocation;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AdvancedScanResultConsumer;
import org.apache.hadoop.hbase.client.AsyncAdmin;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.client.Scan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open connection to a cluster. Every wait ends: with an answer, at a limit, or at once when the
 * connection is cut. Thread-safe.
 */
public final class Cluster implements AutoCloseable {

  /** Above the limits of the client, which ends its requests by itself. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(75);

  private static final long LOOK_MILLIS = 100;
  private static final String LARGEST_CELL = "hbase.client.keyvalue.maxsize";
  private static final int LARGEST_CELL_USUALLY = 10 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final AsyncConnection connection;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Cluster(AsyncConnection connection) {
    this.connection = connection;
  }

  /** Connects. Blocks until ZooKeeper has answered. */
  public static Cluster connect(ClusterAddress address) {
    CompletableFuture<AsyncConnection> opening = address.connect();
    try {
      return new Cluster(
          await(opening, new AtomicBoolean(), ErrorContext.none(), "connecting to HBase"));
    } catch (MigrationException e) {
      CompletableFuture<Void> unused = opening.thenAccept(Cluster::closeQuietly);
      throw e;
    }
  }

  /** Asks the master. */
  public AsyncAdmin admin() {
    return connection.getAdmin();
  }

  /** Reads and writes a table. */
  public AsyncTable<AdvancedScanResultConsumer> table(TableName name) {
    return connection.getTable(name);
  }

  /** The regions of a table, without replicas, as the cluster's own table says now. Blocks. */
  public List<HRegionLocation> regions(TableName table) {
    return await(
            connection.getRegionLocator(table).getAllRegionLocations(),
            ErrorContext.none(),
            "listing the regions of " + table)
        .stream()
        .filter(region -> region.getRegion().getReplicaId() == RegionInfo.DEFAULT_REPLICA_ID)
        .toList();
  }

  /** Opens a stream of cells; it is closed by the caller. */
  public CellStream scan(TableName table, Scan scan, ErrorContext context) {
    CellStream stream = new CellStream(closed::get, context);
    table(table).scan(scan, stream);
    return stream;
  }

  /** Waits for all answers; the first error is thrown. */
  public void awaitAll(
      Collection<? extends CompletableFuture<?>> answers, ErrorContext context, String doing) {
    await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)), context, doing);
  }

  /** Bytes that the client sends as one cell at the most. */
  public long largestCell() {
    int limit = connection.getConfiguration().getInt(LARGEST_CELL, LARGEST_CELL_USUALLY);
    return limit > 0 ? limit : Long.MAX_VALUE;
  }

  /**
   * Waits for an answer.
   *
   * @param doing what is being done, for the error
   */
  public <T> T await(CompletableFuture<T> answer, ErrorContext context, String doing) {
    return await(answer, closed, context, doing);
  }

  private static <T> T await(
      CompletableFuture<T> answer, AtomicBoolean closed, ErrorContext context, String doing) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (closed.get()) {
          throw cut(context, doing);
        }
        if (System.nanoTime() > end) {
          throw HBaseFailures.of(
              new TimeoutException("no answer for " + LONGEST_WAIT.toSeconds() + " s"),
              context,
              doing);
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw closed.get()
            ? cut(context, doing)
            : HBaseFailures.of(cause == null ? e : cause, context, doing);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw cut(context, doing);
      }
    }
  }

  /** The error of a wait that was ended from outside. */
  static MigrationException cut(ErrorContext context, String doing) {
    return new MigrationException(
        HBaseError.HBASE_UNREACHABLE, context, doing + " failed: the connection was cut");
  }

  /** Cuts the connection: whoever waits for it is freed at once. Idempotent; does not block. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeQuietly(connection);
    }
  }

  private static void closeQuietly(AsyncConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost; what it holds dies with its threads.
      LOG.debug("Closing a connection to HBase failed", e);
    }
  }
}
