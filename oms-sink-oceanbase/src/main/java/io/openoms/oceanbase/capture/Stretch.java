package io.openoms.oceanbase.capture;

import java.util.Collections;
import java.util.Iterator;

/**
 * What may have changed up to a number. One thread.
 *
 * @param slices where rows may have changed, in the order of their transactions; read once, before
 *     the next stretch is asked for
 * @param end the stretch holds all changes up to there
 */
record Stretch(Iterator<? extends Slice> slices, long end) {

  /** Nothing has changed up to there. */
  static Stretch empty(long end) {
    return new Stretch(Collections.emptyIterator(), end);
  }

  boolean isEmpty() {
    return !slices.hasNext();
  }
}
