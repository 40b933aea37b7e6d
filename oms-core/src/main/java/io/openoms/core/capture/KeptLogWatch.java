package io.openoms.core.capture;

import io.openoms.KeptLog;
import java.util.ArrayList;
import java.util.List;

/**
 * Says when a source keeps so much of its log that its disk may fill, long before it does: at
 * first, and again whenever it is twice as much; and when more than half of what the source grants
 * a reader is used. One thread.
 */
final class KeptLogWatch {

  private static final long FIRST_BYTES = 1L << 30;

  private long next = FIRST_BYTES;
  private boolean isNear;

  /** What is to be told of what the source keeps now, as sentences. */
  List<String> warnings(KeptLog kept) {
    List<String> warnings = new ArrayList<>();
    if (kept.bytes() >= next) {
      next = 2 * kept.bytes();
      warnings.add(
          "the source keeps "
              + mebibytes(kept.bytes())
              + " of its log on its disk, as the project has not read further");
    } else if (kept.bytes() < FIRST_BYTES) {
      next = FIRST_BYTES;
    }
    boolean wasNear = isNear;
    isNear = kept.left().isPresent() && kept.left().getAsLong() < kept.bytes();
    if (isNear && !wasNear) {
      long left = Math.max(0, kept.left().getAsLong());
      warnings.add(
          "the source gives up what the project needs of its log after "
              + mebibytes(left)
              + " more of it");
    }
    return warnings;
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
