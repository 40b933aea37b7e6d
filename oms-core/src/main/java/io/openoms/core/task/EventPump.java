package io.openoms.core.task;

import io.openoms.MigrationListener;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the tasks to the listeners: tasks post, the coordinating task alone delivers,
 * so listeners are called one after another and under no lock. Posting never blocks.
 */
public final class EventPump {

  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  private final List<MigrationListener> listeners;
  private final LinkedBlockingQueue<Consumer<MigrationListener>> events =
      new LinkedBlockingQueue<>();
  private final AtomicLong failures = new AtomicLong();

  /** A pump to those listeners. */
  public EventPump(List<MigrationListener> listeners) {
    this.listeners = listeners;
  }

  /** Hands in an event, such as {@code l -> l.onPhase(event)}. */
  public void post(Consumer<MigrationListener> event) {
    events.add(event);
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
      for (MigrationListener listener : listeners) {
        call(listener, event);
      }
      event = events.poll();
    }
  }

  /** How many calls of listeners have thrown. */
  public long failures() {
    return failures.get();
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
