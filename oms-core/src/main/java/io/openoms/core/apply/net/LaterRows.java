package io.openoms.core.apply.net;

import com.google.common.primitives.Ints;
import io.openoms.spi.data.RowImage;
import java.util.BitSet;

/**
 * Which rows of a converging table may be later at the sink than the log is applied: all of them,
 * until what its copy may have seen is applied; from then on those alone that were taken from the
 * source since. So the source is asked for few rows in the end, and a table converges however busy
 * it is. Where keys with other bytes may be equal, all rows stay doubtful: one that was taken may
 * stand in the place of another. One thread.
 */
public final class LaterRows {

  /** Keys are tracked by a part of their hash; a collision costs one needless lookup. */
  private static final int PLACES = 1 << 22;

  private final BitSet taken = new BitSet();
  private boolean isCopyPassed;

  /** All that the copy, and the looks of earlier runs, may have seen is applied. */
  public void copyIsPassed() {
    isCopyPassed = true;
  }

  /** Rows that met others are as the source had them at some moment, whichever rows they are. */
  public void rowsWereSettled() {
    isCopyPassed = false;
  }

  /** As {@link Convergence#isDoubtful}; remembers what is taken from the source. */
  public boolean areDoubtful(ApplyTable table, RowImage before, RowImage after) {
    int[] key = Ints.toArray(table.key());
    boolean doubtful =
        !isCopyPassed
            || table.hasLooseKey()
            || taken.get(place(before, key))
            || taken.get(place(after, key));
    if (doubtful) {
      taken.set(place(after, key));
    }
    return doubtful;
  }

  private static int place(RowImage row, int[] key) {
    return Math.floorMod(CopyKey.hash(row, key), PLACES);
  }
}
