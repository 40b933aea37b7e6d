package io.openoms.hbase.log.position;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.PeerError;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was read of each region. Entries come again when an answer was lost; within a region their
 * numbers rise otherwise. One thread.
 */
public final class RegionOrder {

  /** Numbers that are remembered for a region, to tell what comes again from what comes late. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, Region> regions = new HashMap<>();

  /** A region, with the numbers that were read of it, all that are above the floor. */
  private static final class Region {
    private RegionPlace last;
    private long floor;
    private final TreeSet<Long> read = new TreeSet<>();

    Region(RegionPlace last, long floor) {
      this.last = last;
      this.floor = floor;
    }
  }

  /** Goes on behind those places. */
  public RegionOrder(Map<String, RegionPlace> start) {
    start.forEach((name, place) -> regions.put(name, new Region(place, place.sequence())));
  }

  /**
   * How many cells of an entry were read before; all of them when it comes again.
   *
   * @param cells how many it has
   * @param entry the entry, for people
   * @throws MigrationException WAL_ORDER_BROKEN when it is before one that was read, and is new
   */
  public int known(String region, long sequence, int cells, Object entry) {
    Region known = regions.get(region);
    if (known == null || sequence > known.last.sequence()) {
      return 0;
    }
    if (sequence == known.last.sequence()) {
      return known.last.cells() == RegionPlace.ALL ? cells : known.last.cells();
    }
    if (sequence > known.floor && !known.read.contains(sequence)) {
      throw new MigrationException(
          PeerError.WAL_ORDER_BROKEN,
          ErrorContext.none(),
          entry + " came after entry " + known.last.sequence() + " and is new");
    }
    return cells;
  }

  /** An entry, or the first cells of it, is read. */
  public void read(String region, RegionPlace place) {
    Region known = regions.computeIfAbsent(region, name -> new Region(place, place.sequence() - 1));
    known.last = place;
    known.read.add(place.sequence());
    if (known.read.size() > REMEMBERED) {
      known.floor = known.read.pollFirst();
    }
  }

  /** The last place of each region. */
  public Map<String, RegionPlace> places() {
    Map<String, RegionPlace> places = new HashMap<>();
    regions.forEach((name, region) -> places.put(name, region.last));
    return places;
  }
}
