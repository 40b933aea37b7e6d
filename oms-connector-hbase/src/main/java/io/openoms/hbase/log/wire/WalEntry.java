package io.openoms.hbase.log.wire;

import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;

/**
 * What one mutation changed in a region. Immutable.
 *
 * @param region the region's encoded name
 * @param sequence its number, which rises within the region
 * @param writtenAt when it was logged, in milliseconds of the region server's clock
 * @param cells what was put and deleted
 */
public record WalEntry(
    TableName table, String region, long sequence, long writtenAt, List<Cell> cells) {

  public WalEntry {
    cells = List.copyOf(cells);
  }

  /** The entry for people. */
  @Override
  public String toString() {
    return table + ", region " + region + ", entry " + sequence;
  }
}
