package io.openoms.core.memory;

import io.openoms.MigrationProject;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkResult;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.RemoteCopy;
import io.openoms.spi.remote.RemoteJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Copies chunks as another process would: by sessions of its own, two workers side by side, each of
 * which is told every chunk. Keeps what became of them. One order.
 */
final class Elsewhere implements RemoteCopy {

  private final Supplier<MigrationProject> project;
  private final List<ChunkResult> results = Collections.synchronizedList(new ArrayList<>());

  Elsewhere(Supplier<MigrationProject> project) {
    this.project = project;
  }

  List<ChunkResult> results() {
    return results;
  }

  long ended(ChunkResult.Outcome how) {
    return results.stream().filter(result -> result.outcome() == how).count();
  }

  @Override
  public RemoteJob submit(CopyOrder order) {
    Future<?> work = Project.threads().submit(() -> copyAll(order));
    return new RemoteJob() {
      @Override
      public boolean isDone() {
        if (work.isDone()) {
          Elsewhere.await(work);
        }
        return work.isDone();
      }

      @Override
      public void close() {
        work.cancel(true);
      }
    };
  }

  private void copyAll(CopyOrder order) {
    try (ChunkSupply supply = project.get().chunkSupply(order);
        ChunkWorker first = project.get().chunkWorker(order, 0);
        ChunkWorker second = project.get().chunkWorker(order, 1)) {
      for (List<ChunkId> some = supply.next(); !some.isEmpty(); some = supply.next()) {
        for (ChunkId chunk : some) {
          Future<ChunkResult> twin = Project.threads().submit(() -> second.copy(chunk));
          take(supply, chunk, first.copy(chunk));
          take(supply, chunk, await(twin));
        }
      }
    }
  }

  private void take(ChunkSupply supply, ChunkId chunk, ChunkResult result) {
    results.add(result);
    if (result.outcome() == ChunkResult.Outcome.LEFT) {
      supply.leave(chunk.table());
    }
  }

  private static <T> T await(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
