package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.crossing.CrossedTable;
import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.crossing.Flow;
import io.openoms.core.plan.SinkReads;
import io.openoms.core.task.Control;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.StoredApply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands lanes' shares to the tasks that apply them. One thread. */
final class LanePool {

  private static final long LOOK_MILLIS = 50;

  private final BlockingQueue<LaneWork> queue = new LinkedBlockingQueue<>();
  private final List<LaneTask> tasks = new ArrayList<>();
  private final Control control;

  LanePool(ApplyScope scope, List<FollowedTable> tables) {
    this.control = scope.control();
    boolean all = scope.options().operations().equals(EnumSet.allOf(RowChange.Kind.class));
    SourceRows source = new SourceRows(scope.roles(), scope.state(), all, tables);
    for (int i = 0; i < scope.options().lanesAtWork(); i++) {
      tasks.add(
          new LaneTask(
              queue,
              scope.roles().rowSink(),
              scope.commit(),
              scope.state(),
              source,
              scope.cascades(),
              scope.options().deadLetters(),
              scope.side().map(side -> expected(scope, tables, side)),
              scope.repeater(),
              scope.control()));
    }
  }

  /** The tables as both directions see them, which is told to the other one, too. */
  private static ExpectedRows expected(
      ApplyScope scope, List<FollowedTable> tables, CrossingSide side) {
    Map<ObjectName, CrossedTable> targets = new HashMap<>();
    Map<ObjectName, CrossedTable> crossed = new HashMap<>();
    for (FollowedTable table : tables) {
      ObjectName target = table.table().target();
      TableRead source = SinkReads.of(table.read(), table.read().table());
      scope
          .roles()
          .targetCatalog()
          .table(target)
          .map(there -> new CrossedTable(source, SinkReads.of(table.read(), there)))
          .ifPresent(
              both -> {
                targets.put(target, both);
                crossed.put(table.table().source(), both);
              });
    }
    side.join(
        new Flow(
            scope.log(),
            scope.roles().rowSink(),
            scope.state(),
            ApplyTask.WRITER,
            crossed,
            scope.repeater(),
            scope.reporter()));
    return new ExpectedRows(targets);
  }

  static String lane(int number) {
    return "lane-" + number;
  }

  void start(TaskGroup group) {
    tasks.forEach(task -> group.start("lane", task));
  }

  void finish() {
    tasks.forEach(LaneTask::finish);
  }

  /** Hands in a lane's share; {@link #await} waits for it. */
  CompletableFuture<LaneResult> hand(
      int lane,
      long window,
      NetChanges net,
      String position,
      Optional<StoredApply> after,
      boolean again) {
    CompletableFuture<LaneResult> result = new CompletableFuture<>();
    queue.add(new LaneWork(lane(lane), window, net, position, after, again, result));
    return result;
  }

  LaneResult await(CompletableFuture<LaneResult> result) {
    while (true) {
      try {
        return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        control.check();
      } catch (InterruptedException e) {
        throw control.interrupted(e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof MigrationException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
