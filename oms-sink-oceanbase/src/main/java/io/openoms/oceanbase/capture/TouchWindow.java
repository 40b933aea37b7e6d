package io.openoms.oceanbase.capture;

import java.util.List;

/**
 * A stretch of the log. Immutable.
 *
 * @param touches what whole transactions touched, in commit order, each row once for each of them
 * @param end the stretch holds all transactions up to there
 * @param isOneLarge whether the next transaction alone is too large to be held, and is that of
 *     {@code end}; then there are no touches here
 */
record TouchWindow(List<Touch> touches, long end, boolean isOneLarge) {

  TouchWindow {
    touches = List.copyOf(touches);
  }
}
