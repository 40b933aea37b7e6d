package io.openoms.core.apply.net;

import com.google.common.primitives.Ints;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares a window's changes out among lanes that are applied in any order, also at the same time.
 * The result depends on the input alone.
 *
 * <p>Rows go to a lane by their copy key's bytes. Where a row that goes may have to make room for
 * one that comes with another key (by another unique key, or a key that the sink holds equal though
 * its bytes differ), both go to the table's own lane; so does all that has an order, and all rows
 * without a key.
 */
public final class Lanes {

  private Lanes() {}

  /**
   * What each lane applies.
   *
   * @param lanes how many, at least 1
   * @return a list for each lane, empty where it has nothing to do
   */
  public static List<List<TableChangeSet>> split(List<TableChangeSet> sets, int lanes) {
    if (lanes < 1) {
      throw new IllegalArgumentException("at least one lane is needed, not " + lanes);
    }
    return IntStream.range(0, lanes)
        .mapToObj(
            lane ->
                sets.stream()
                    .map(set -> lanes == 1 ? set : share(set, lane, lanes))
                    .filter(set -> !set.isEmpty())
                    .toList())
        .toList();
  }

  /** What each lane applies; linked tables are one lane's. */
  public static List<NetChanges> split(NetChanges net, int lanes) {
    List<List<TableChangeSet>> sets = split(net.sets(), lanes);
    return IntStream.range(0, lanes)
        .mapToObj(
            lane ->
                new NetChanges(
                    sets.get(lane),
                    net.linked().stream()
                        .filter(of -> Math.floorMod(of.group().hashCode(), lanes) == lane)
                        .toList()))
        .toList();
  }

  private static TableChangeSet share(TableChangeSet set, int lane, int lanes) {
    ApplyTable table = set.table();
    boolean own = Math.floorMod(table.target().toString().hashCode(), lanes) == lane;
    if (table.isKeyless() || set.isIndivisible()) {
      return own ? set : shareOf(set, List.of(), List.of(), List.of());
    }
    int[] key = Ints.toArray(table.key());
    boolean together = mayMeet(table);
    return shareOf(
        set,
        together ? all(set.deletes(), own) : rows(set.deletes(), key, lane, lanes),
        updates(set.updates(), key, lane, lanes),
        together ? all(set.inserts(), own) : rows(set.inserts(), key, lane, lanes));
  }

  private static TableChangeSet shareOf(
      TableChangeSet set, List<RowImage> deletes, List<RowChange> updates, List<RowImage> inserts) {
    return new TableChangeSet(
        set.table(),
        set.lenient(),
        List.of(),
        deletes,
        updates,
        inserts,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Whether a row can be in the way of one with another copy key. */
  private static boolean mayMeet(ApplyTable table) {
    return !table.uniqueKeys().isEmpty() || table.hasLooseKey();
  }

  private static List<RowImage> all(List<RowImage> rows, boolean own) {
    return own ? rows : List.of();
  }

  private static List<RowImage> rows(List<RowImage> rows, int[] key, int lane, int lanes) {
    return rows.stream().filter(row -> isIn(row, key, lane, lanes)).toList();
  }

  private static List<RowChange> updates(List<RowChange> rows, int[] key, int lane, int lanes) {
    return rows.stream()
        .filter(change -> change.after() != null && isIn(change.after(), key, lane, lanes))
        .toList();
  }

  private static boolean isIn(RowImage row, int[] key, int lane, int lanes) {
    return Math.floorMod(CopyKey.hash(row, key), lanes) == lane;
  }
}
