package io.openoms.spring;

import java.util.concurrent.Executor;

/** The threads of one run, and how they are given back. */
record RunThreads(Executor executor, Runnable release) {

  /** Threads of the application, which stay when the run has ended. */
  static RunThreads of(Executor executor) {
    return new RunThreads(executor, () -> {});
  }
}
