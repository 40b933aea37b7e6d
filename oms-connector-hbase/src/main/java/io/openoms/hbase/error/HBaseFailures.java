package io.openoms.hbase.error;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.hbase.CallQueueTooBigException;
import org.apache.hadoop.hbase.DoNotRetryIOException;
import org.apache.hadoop.hbase.NamespaceNotFoundException;
import org.apache.hadoop.hbase.RegionTooBusyException;
import org.apache.hadoop.hbase.TableNotEnabledException;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.quotas.QuotaExceededException;
import org.apache.hadoop.hbase.quotas.RpcThrottlingException;
import org.apache.hadoop.hbase.regionserver.NoSuchColumnFamilyException;
import org.apache.hadoop.hbase.security.AccessDeniedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Makes named errors of what HBase's client throws: the first cause of a known kind decides. What
 * the client would try again, and gave up in the end, is for the moment; what it would not is for
 * good. Stateless.
 */
public final class HBaseFailures {

  /** Kinds of errors, the particular ones first. */
  private static final List<Map.Entry<Class<? extends Throwable>, HBaseError>> KINDS =
      List.of(
          Map.entry(AccessDeniedException.class, HBaseError.HBASE_ACCESS_DENIED),
          Map.entry(KeeperException.NoAuthException.class, HBaseError.HBASE_ACCESS_DENIED),
          Map.entry(KeeperException.class, HBaseError.HBASE_UNREACHABLE),
          Map.entry(TableNotFoundException.class, HBaseError.HBASE_TABLE_GONE),
          Map.entry(TableNotEnabledException.class, HBaseError.HBASE_TABLE_GONE),
          Map.entry(NoSuchColumnFamilyException.class, HBaseError.HBASE_TABLE_GONE),
          Map.entry(NamespaceNotFoundException.class, HBaseError.HBASE_TABLE_GONE),
          Map.entry(RegionTooBusyException.class, HBaseError.HBASE_BUSY),
          Map.entry(CallQueueTooBigException.class, HBaseError.HBASE_BUSY),
          Map.entry(RpcThrottlingException.class, HBaseError.HBASE_BUSY),
          Map.entry(QuotaExceededException.class, HBaseError.HBASE_BUSY),
          Map.entry(DoNotRetryIOException.class, HBaseError.HBASE_REQUEST_FAILED),
          Map.entry(IOException.class, HBaseError.HBASE_UNREACHABLE),
          Map.entry(TimeoutException.class, HBaseError.HBASE_UNREACHABLE));

  private static final int LONGEST_MESSAGE = 300;

  private HBaseFailures() {}

  /**
   * The named error.
   *
   * @param doing what was being done, such as {@code reading cells}
   */
  public static MigrationException of(Throwable error, ErrorContext context, String doing) {
    List<Throwable> causes = causes(error);
    HBaseError code = code(causes);
    Throwable told = causes.get(causes.size() - 1);
    return new MigrationException(
        code,
        context,
        doing + " failed: " + told.getClass().getSimpleName() + message(told),
        error);
  }

  private static HBaseError code(List<Throwable> causes) {
    if (causes.stream().anyMatch(HBaseFailures::isZooKeepersTimeOut)) {
      return HBaseError.HBASE_UNREACHABLE;
    }
    return KINDS.stream()
        .filter(kind -> causes.stream().anyMatch(kind.getKey()::isInstance))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(HBaseError.HBASE_REQUEST_FAILED);
  }

  /** The client tells it by the class of what is not to be tried again. */
  private static boolean isZooKeepersTimeOut(Throwable error) {
    return error instanceof DoNotRetryIOException
        && String.valueOf(error.getMessage()).startsWith("Zookeeper ");
  }

  private static List<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    @Nullable Throwable cause = error;
    while (cause != null && !causes.contains(cause)) {
      causes.add(unwrapped(cause));
      cause = cause.getCause();
    }
    return causes;
  }

  private static Throwable unwrapped(Throwable error) {
    return error instanceof RemoteException remote ? remote.unwrapRemoteException() : error;
  }

  /** The first line alone: servers send whole stack traces. */
  private static String message(Throwable error) {
    String text = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return ": " + text.substring(0, Math.min(text.length(), LONGEST_MESSAGE));
  }
}
