package io.openoms.oceanbase.capture;

/**
 * Finds what may have changed, one stretch after another. The same number always gives stretches
 * with the same changes, also after a restart. One thread; {@link #cut} from any.
 */
interface StretchSource {

  /** What may have changed after a number; empty where nothing is known to have. Blocks. */
  Stretch after(long scn);

  /** Nothing has changed up to there, and that is final. May block for a moment. */
  void rest(long end);

  /** All changes at or before that number are on the engine's disk. May block for a moment. */
  void confirm(long scn);

  /** Whether an empty stretch says that nothing is there, not only that nobody has looked yet. */
  boolean isLive();

  /** Cuts the connections off. */
  void cut();
}
