package io.openoms.hbase.log.peer;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.Keeper;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.HRegionLocation;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.shaded.protobuf.ProtobufUtil;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ReplicationProtos.ReplicationHLogPosition;
import org.apache.hbase.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/**
 * The last entries of regions whose tables refuse writes. Such a region was closed and opened again
 * for that: all of its writes have numbers below that of its opening. For a serial peer the source
 * keeps, region by region, the number up to which it was answered; it begins with what comes behind
 * an opening only when that has reached the entry before it. So a mark need not wait for the entry
 * that tells of the opening, with which the source waits for ten seconds. Blocks. Thread-safe.
 */
final class RegionEnds {

  /** So many are less than a node of ZooKeeper takes. */
  private static final int MOST = 5_000;

  private RegionEnds() {}

  /**
   * Of all regions of those tables; none unless each table refuses writes, and each region is open.
   */
  static Map<String, Long> of(Cluster cluster, Collection<TableName> tables) {
    Map<String, Long> ends = new HashMap<>();
    if (!tables.isEmpty() && refuseWrites(cluster, tables)) {
      for (TableName table : tables) {
        for (HRegionLocation region : cluster.regions(table)) {
          if (!isOpen(region) || ends.size() == MOST) {
            return Map.of();
          }
          ends.put(region.getRegion().getEncodedName(), region.getSeqNum() - 1);
        }
      }
    }
    return ends;
  }

  private static boolean refuseWrites(Cluster cluster, Collection<TableName> tables) {
    List<TableDescriptor> found =
        cluster.await(
            cluster.admin().listTableDescriptors(List.copyOf(tables)),
            ErrorContext.none(),
            "reading tables' definitions");
    return found.size() == tables.size() && found.stream().allMatch(TableDescriptor::isReadOnly);
  }

  private static boolean isOpen(HRegionLocation region) {
    return region.getServerName() != null && region.getSeqNum() > 0;
  }

  /** Whether the source was answered up to all of these. */
  static boolean areDelivered(Map<String, Long> ends, Keeper keeper, String znode, String peer) {
    return !ends.isEmpty()
        && ends.entrySet().stream()
            .allMatch(end -> answered(keeper, path(znode, end.getKey(), peer)) >= end.getValue());
  }

  /** As the source names it: the first four characters of a region's name are two directories. */
  private static String path(String znode, String region, String peer) {
    return String.join(
        "/",
        znode + "/replication/regions",
        region.substring(0, 2),
        region.substring(2, 4),
        region.substring(4) + "-" + peer);
  }

  /** The number of the region's last entry that was answered; -1 where none is known. */
  private static long answered(Keeper keeper, String path) {
    byte[] data = keeper.read(path).orElse(new byte[0]);
    if (!ProtobufUtil.isPBMagicPrefix(data)) {
      return -1;
    }
    int magic = ProtobufUtil.lengthOfPBMagic();
    try {
      return ReplicationHLogPosition.parser()
          .parseFrom(data, magic, data.length - magic)
          .getPosition();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the node " + path + " is damaged", e);
    }
  }
}
