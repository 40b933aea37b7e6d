package io.openoms.core.apply.net;

import com.google.common.primitives.Ints;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    List<List<TableChangeSet>> split = empty(lanes);
    for (TableChangeSet set : sets) {
      List<TableChangeSet> shares = lanes == 1 ? List.of(set) : shares(set, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        if (!shares.get(lane).isEmpty()) {
          split.get(lane).add(shares.get(lane));
        }
      }
    }
    return split.stream().map(List::copyOf).toList();
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

  private static List<TableChangeSet> shares(TableChangeSet set, int lanes) {
    ApplyTable table = set.table();
    int own = Math.floorMod(table.target().toString().hashCode(), lanes);
    if (table.isKeyless() || set.isIndivisible()) {
      TableChangeSet nothing = shareOf(set, List.of(), List.of(), List.of());
      return IntStream.range(0, lanes).mapToObj(lane -> lane == own ? set : nothing).toList();
    }
    int[] key = Ints.toArray(table.key());
    boolean together = mayMeet(table);
    List<List<RowImage>> deletes = empty(lanes);
    List<List<RowImage>> inserts = empty(lanes);
    List<List<RowChange>> updates = empty(lanes);
    set.deletes().forEach(row -> deletes.get(together ? own : lane(row, key, lanes)).add(row));
    set.inserts().forEach(row -> inserts.get(together ? own : lane(row, key, lanes)).add(row));
    for (RowChange change : set.updates()) {
      updates.get(lane(Objects.requireNonNull(change.after()), key, lanes)).add(change);
    }
    return IntStream.range(0, lanes)
        .mapToObj(lane -> shareOf(set, deletes.get(lane), updates.get(lane), inserts.get(lane)))
        .toList();
  }

  private static <T> List<List<T>> empty(int lanes) {
    List<List<T>> shares = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      shares.add(new ArrayList<>());
    }
    return shares;
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

  private static int lane(RowImage row, int[] key, int lanes) {
    return Math.floorMod(CopyKey.hash(row, key), lanes);
  }
}
