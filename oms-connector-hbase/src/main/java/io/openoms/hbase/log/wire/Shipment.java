package io.openoms.hbase.log.wire;

import java.util.List;

/**
 * Entries that a region server delivers with one call and will deliver again unless it is answered.
 * Immutable.
 *
 * @param link where the answer goes
 * @param call the call's number there
 */
public record Shipment(RegionServerLink link, int call, List<WalEntry> entries) {

  public Shipment {
    entries = List.copyOf(entries);
  }
}
