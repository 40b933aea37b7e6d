package io.openoms.tidb.log.reader;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import io.openoms.tidb.log.position.FeedPosition;
import io.openoms.tidb.log.window.FeedTransaction;
import io.openoms.tidb.tso.Tso;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A stream over a topic: reads all partitions, and gives out the transactions below the watermark,
 * in the order of their timestamps. One thread, except {@link #close()}.
 */
final class FeedReader implements ChangeReader {

  private static final Duration AT_END = Duration.ofSeconds(3);

  private final FeedIntake intake;
  private final FeedEvents maker;
  private final Deque<ChangeEvent> ready = new ArrayDeque<>();
  private final long start;
  private final Runnable closing;
  private long reached;

  FeedReader(FeedIntake intake, FeedEvents maker, long start, Runnable closing) {
    this.closing = closing;
    this.intake = intake;
    this.maker = maker;
    this.start = start;
    this.reached = start;
  }

  @Override
  public ChangeEvent next(Duration wait) {
    try {
      return read(System.nanoTime() + wait.toNanos());
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition("after tso " + reached));
    }
  }

  private ChangeEvent read(long deadline) {
    while (true) {
      ChangeEvent event = ready.poll();
      if (event != null) {
        return given(event);
      }
      if (!makeReady()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return new ChangeEvent.Idle(isAtEnd(), passed());
        }
        intake.poll(Duration.ofNanos(left), reached);
      }
    }
  }

  private ChangeEvent given(ChangeEvent event) {
    if (event instanceof ChangeEvent.Committed committed) {
      reached = Long.parseLong(committed.id());
    }
    return event;
  }

  /** Takes the next complete transaction; false when records must be read first. */
  private boolean makeReady() {
    long low = intake.low();
    FeedTransaction next = intake.next(low);
    if (next == null) {
      reached = Math.max(reached, low - 1);
      return false;
    }
    // All before it was given out: a statement stands behind a copy of a moment in between.
    reached = Math.max(reached, next.timestamp() - 1);
    ready.addAll(maker.of(next, position()));
    if (ready.isEmpty()) {
      reached = next.timestamp();
    }
    return true;
  }

  private boolean isAtEnd() {
    return intake.isAtEnd()
        && passed().filter(at -> at.isAfter(Instant.now().minus(AT_END))).isPresent();
  }

  /** Resolved events tell that all is read, also where nothing changes. */
  private Optional<Instant> passed() {
    return reached > start ? Optional.of(new Tso(reached).time()) : Optional.empty();
  }

  @Override
  public Position position() {
    return FeedPosition.of(reached, intake.offsets()).position();
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    return intake.takeSkipped();
  }

  @Override
  public void close() {
    closing.run();
  }
}
