package io.openoms.hbase.catalog;

import io.openoms.ObjectName;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.connection.CellStream;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.error.HBaseError;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.ClusterMetrics;
import org.apache.hadoop.hbase.RegionMetrics;
import org.apache.hadoop.hbase.ServerMetrics;
import org.apache.hadoop.hbase.Size;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.KeyOnlyFilter;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * About how many cells families have. Nobody counts them, so the size of a table, as region servers
 * tell the master every few seconds and in whole megabytes, is divided by the size of its first
 * cells; a table with no more of them is counted. One that cannot be read has no estimate, and
 * neither has one among very many, as each takes a short scan: the figures are for people, and
 * whoever copies a table meets its errors. Blocks. One thread.
 */
final class CellEstimates {

  private static final int MOST_TABLES = 200;
  private static final int SAMPLE = 1_000;
  private static final int ANSWER_BYTES = 64 << 10;
  private static final Set<ErrorCode> UNREADABLE =
      Set.of(HBaseError.HBASE_TABLE_GONE, HBaseError.HBASE_ACCESS_DENIED);

  private final Cluster cluster;
  private final Map<TableName, Double> bytes = new HashMap<>();

  private CellEstimates(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks the master how large tables are.
   *
   * @param tables how many will be asked for
   */
  static CellEstimates of(Cluster cluster, int tables) {
    CellEstimates estimates = new CellEstimates(cluster);
    if (tables == 0 || tables > MOST_TABLES) {
      return estimates;
    }
    ClusterMetrics metrics =
        cluster.await(
            cluster.admin().getClusterMetrics(EnumSet.of(ClusterMetrics.Option.LIVE_SERVERS)),
            ErrorContext.none(),
            "asking how large tables are");
    for (ServerMetrics server : metrics.getLiveServerMetrics().values()) {
      server
          .getRegionMetrics()
          .forEach(
              (region, size) ->
                  estimates.bytes.merge(RegionInfo.getTable(region), bytes(size), Double::sum));
    }
    return estimates;
  }

  private static double bytes(RegionMetrics region) {
    return region.getUncompressedStoreFileSize().get(Size.Unit.BYTE)
        + region.getMemStoreSize().get(Size.Unit.BYTE);
  }

  /** The estimates of a table's families, by their tables' names; without those that have none. */
  Map<ObjectName, Long> families(TableName table) {
    double whole = bytes.getOrDefault(table, 0.0);
    if (whole == 0) {
      return Map.of();
    }
    Map<ObjectName, Long> cells = new HashMap<>();
    double share = sample(table, cells) / whole;
    if (share < 1) {
      cells.replaceAll((family, count) -> Math.round(count / share));
    }
    return cells;
  }

  /** Counts the first cells by family; gives their size, which is without limit for all cells. */
  private double sample(TableName table, Map<ObjectName, Long> cells) {
    Scan scan =
        new Scan()
            .readAllVersions()
            .setCacheBlocks(false)
            .setAllowPartialResults(true)
            .setMaxResultSize(ANSWER_BYTES)
            .setFilter(new KeyOnlyFilter(true));
    double read = 0;
    int count = 0;
    try (CellStream stream = cluster.scan(table, scan, ErrorContext.none())) {
      while (count < SAMPLE) {
        Result part = stream.next();
        if (part == null) {
          return Double.POSITIVE_INFINITY;
        }
        for (Cell cell : part.rawCells()) {
          String family = new String(CellUtil.cloneFamily(cell), StandardCharsets.UTF_8);
          cells.merge(new FamilyName(table, family).object(), 1L, Long::sum);
          read += size(cell);
          count++;
        }
      }
    } catch (MigrationException e) {
      if (!UNREADABLE.contains(e.code())) {
        throw e;
      }
    }
    return read;
  }

  /** The value is the four bytes of its length. */
  private static long size(Cell cell) {
    return cell.getSerializedSize()
        - Integer.BYTES
        + (long) Bytes.toInt(cell.getValueArray(), cell.getValueOffset(), Integer.BYTES);
  }
}
