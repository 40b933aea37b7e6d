package io.openoms.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExecutorSizeTest {

  private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(2, 9, 1, TimeUnit.SECONDS, queue);
  }

  @Test
  void aPoolWithAQueueHasItsCore() {
    assertThat(ExecutorSize.of(pool(new LinkedBlockingQueue<>()))).hasValue(2);
    assertThat(ExecutorSize.of(pool(new ArrayBlockingQueue<>(100)))).hasValue(2);
    assertThat(ExecutorSize.of(Executors.newFixedThreadPool(4))).hasValue(4);
  }

  @Test
  void aPoolThatHandsTasksOverHasAllItsThreads() {
    assertThat(ExecutorSize.of(pool(new SynchronousQueue<>()))).hasValue(9);
    assertThat(ExecutorSize.of(Executors.newCachedThreadPool())).hasValue(Integer.MAX_VALUE);
  }

  @Test
  void anotherExecutorTellsNothing() {
    assertThat(ExecutorSize.of(Runnable::run)).isEqualTo(OptionalInt.empty());
  }
}
