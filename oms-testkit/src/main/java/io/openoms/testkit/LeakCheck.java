package io.openoms.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds threads that a piece of work left behind: make one before, {@link #assertNoNewThreads()}
 * after. Use it from one thread.
 *
 * <p>{@code mysql-cj-abandoned-connection-cleanup} is not counted: Connector/J keeps one such
 * thread for the whole JVM, whoever connects first.
 */
public final class LeakCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DRIVER_THREAD = "mysql-cj-abandoned-connection-cleanup";

  private final Set<Thread> before = live();

  /** Records the threads that live now. */
  public LeakCheck() {}

  /**
   * Waits up to 10 s for all threads started since to end.
   *
   * @throws AssertionError naming those that still live
   */
  public void assertNoNewThreads() {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    List<String> left = left();
    while (!left.isEmpty() && System.nanoTime() < limit) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left = left();
    }
    if (!left.isEmpty()) {
      throw new AssertionError("Threads left behind: " + left);
    }
  }

  private List<String> left() {
    return live().stream()
        .filter(thread -> !before.contains(thread) && !thread.getName().equals(DRIVER_THREAD))
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  private static Set<Thread> live() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .collect(Collectors.toUnmodifiableSet());
  }
}
