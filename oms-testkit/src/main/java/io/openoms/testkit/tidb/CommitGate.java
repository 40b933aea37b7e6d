package io.openoms.testkit.tidb;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Knows the statements at work that may commit, and can hold back new ones, so that timestamps and
 * what readers see agree. Thread-safe.
 */
final class CommitGate {

  private final Set<Object> atWork = new HashSet<>();
  private boolean isClosed;

  /** A statement begins, once the gate is open. Blocks. */
  synchronized Object enter() throws InterruptedException {
    while (isClosed) {
      wait();
    }
    Object statement = new Object();
    atWork.add(statement);
    return statement;
  }

  /** A statement was answered, or its connection ended. */
  synchronized void leave(Object statement) {
    atWork.remove(statement);
    notifyAll();
  }

  /**
   * Closes the gate when no statement is at work. One that waits for the lock of a transaction
   * whose end the gate holds back would wait for ever, so the gate opens again after a while.
   *
   * @return whether it is closed
   */
  synchronized boolean close(long millis) throws InterruptedException {
    while (isClosed) {
      wait();
    }
    isClosed = true;
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!atWork.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
      if (left <= 0) {
        open();
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Lets statements begin again. */
  synchronized void open() {
    isClosed = false;
    notifyAll();
  }

  /** Waits for the statements that are at work now. Blocks, also on the locks for which they do. */
  synchronized void awaitThoseAtWork() throws InterruptedException {
    Set<Object> now = new HashSet<>(atWork);
    while (atWork.stream().anyMatch(now::contains)) {
      wait();
    }
  }
}
