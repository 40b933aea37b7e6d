package io.openoms.hbase.log.reader;

import io.openoms.hbase.log.position.RegionPlace;
import io.openoms.spi.ChangeEvent;
import java.util.List;
import java.util.Map;

/**
 * Entries that are told as one transaction. Immutable.
 *
 * @param number its number
 * @param events from its beginning to its end
 * @param places how far regions are read behind it
 */
record Delivery(long number, List<ChangeEvent> events, Map<String, RegionPlace> places) {

  Delivery {
    events = List.copyOf(events);
    places = Map.copyOf(places);
  }
}
