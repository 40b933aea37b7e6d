package io.openoms.core.task;

import io.openoms.MigrationListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the tasks to the listeners: tasks post, the coordinating task alone delivers,
 * so listeners are called one after another and under no lock. Posting never blocks. For a listener
 * that is slow or hangs, memory is bounded: of the figures of a phase only the latest are kept, and
 * of what may come without end a limited number.
 */
public final class EventPump {

  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  /** Events that wait for a listener; beyond it retries and warnings are dropped. */
  private static final int MOST = 10_000;

  /** Stands in the queue for the latest figures of a kind. */
  private record Figures(Object kind) implements Consumer<MigrationListener> {
    @Override
    public void accept(MigrationListener listener) {
      throw new IllegalStateException("the latest figures take its place");
    }
  }

  private final List<MigrationListener> listeners;
  private final LinkedBlockingQueue<Consumer<MigrationListener>> events =
      new LinkedBlockingQueue<>();
  private final Map<Object, Consumer<MigrationListener>> figures = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /** A pump to those listeners. */
  public EventPump(List<MigrationListener> listeners) {
    this.listeners = listeners;
  }

  /** Hands in an event, such as {@code l -> l.onPhase(event)}. */
  public void post(Consumer<MigrationListener> event) {
    events.add(event);
  }

  /**
   * Hands in figures: they take the place of earlier ones that no listener has heard yet.
   *
   * @param kind what they are of; figures of another kind stay
   */
  public void postFigures(Object kind, Consumer<MigrationListener> event) {
    if (figures.put(kind, event) == null) {
      events.add(new Figures(kind));
    }
  }

  /** Hands in an event that is dropped, and counted, while too many wait. */
  public void postIfRoom(Consumer<MigrationListener> event) {
    if (events.size() < MOST) {
      events.add(event);
    } else if (dropped.getAndIncrement() == 0) {
      LOG.warn(
          "Listeners are {} events late; until they catch up, retries and warnings are dropped",
          MOST);
    }
  }

  /** How many events were dropped. */
  public long dropped() {
    return dropped.get();
  }

  /** Delivers the events that were posted, waiting at most that long for the first one. */
  public void deliver(long waitMillis) throws InterruptedException {
    deliver(events.poll(waitMillis, TimeUnit.MILLISECONDS));
  }

  /** Delivers the events that were posted, without waiting; an interrupt does not prevent it. */
  public void deliverRest() {
    deliver(events.poll());
  }

  private void deliver(@Nullable Consumer<MigrationListener> first) {
    Consumer<MigrationListener> event = first;
    while (event != null) {
      Consumer<MigrationListener> known =
          event instanceof Figures latest ? figures.remove(latest.kind()) : event;
      if (known != null) {
        tell(known);
      }
      event = events.poll();
    }
  }

  /** How many calls of listeners have thrown. */
  public long failures() {
    return failures.get();
  }

  private void tell(Consumer<MigrationListener> event) {
    for (MigrationListener listener : listeners) {
      call(listener, event);
    }
  }

  private void call(MigrationListener listener, Consumer<MigrationListener> event) {
    try {
      event.accept(listener);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Errors too, such as a failed assertion of a test's listener.
      failures.incrementAndGet();
      LOG.warn("A listener threw; the migration goes on", e);
    }
  }
}
