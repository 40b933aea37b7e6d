package io.openoms.oceanbase.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Stretches of the log of keys. One thread; {@link #cut} from any. */
final class TouchStretches implements StretchSource {

  private static final int SLICE_TOUCHES = 400;

  private final TouchLog log;
  private final LogPurge purge;

  /**
   * Stretches of that log.
   *
   * @param sql a connection for the same thread, which its owner cuts off
   * @param kept how long entries are kept that are confirmed
   */
  TouchStretches(TouchLog log, CaptureSql sql, CaptureNames names, Duration kept) {
    this.log = log;
    this.purge = new LogPurge(sql, names, kept);
  }

  @Override
  public Stretch after(long scn) {
    TouchWindow window = log.after(scn);
    return new Stretch(
        window.isOneLarge()
            ? new Pieces(log.ofOne(window.end()))
            : Slicing.of(window.touches(), SLICE_TOUCHES).iterator(),
        window.end());
  }

  @Override
  public void rest(long end) {
    log.floor(purge.passed(end, log.lastSeq()));
  }

  @Override
  public void confirm(long scn) {
    purge.confirm(scn);
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void cut() {
    log.cut();
  }

  /** One large transaction, as its touches come. */
  private record Pieces(Iterator<Touch> touches) implements Iterator<TouchSlice> {

    @Override
    public boolean hasNext() {
      return touches.hasNext();
    }

    @Override
    public TouchSlice next() {
      List<Touch> some = new ArrayList<>();
      do {
        some.add(touches.next());
      } while (some.size() < SLICE_TOUCHES && touches.hasNext());
      return new TouchSlice(some);
    }
  }
}
