package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.task.Failures;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.OrderedTable;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredChunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chunks of an order, found where the order is handed out. */
public final class OrderedChunks implements ChunkSupply {

  private static final Logger LOG = LoggerFactory.getLogger(OrderedChunks.class);

  /** The engine uses this writer's row before and after, not while an order is at work. */
  private static final String WRITER = "reader-0";

  private final RemoteSide side;
  private final ChunkWalk walk;
  private final Deque<ObjectName> tables = new ArrayDeque<>();
  private final Set<ObjectName> left = ConcurrentHashMap.newKeySet();
  private @Nullable ObjectName begun;

  private OrderedChunks(RemoteSide side) {
    this.side = side;
    this.walk = new ChunkWalk(side.roles(), side.state(), side.control());
    side.order().tables().stream().map(OrderedTable::source).forEach(tables::add);
  }

  /** Opens both endpoints. Blocks. */
  public static OrderedChunks open(ProjectDefinition project, CopyOrder order) {
    return new OrderedChunks(RemoteSide.open(project, order));
  }

  @Override
  public List<ChunkId> next() {
    return side.work(
        () -> {
          List<ChunkId> found = List.of();
          while (found.isEmpty() && !tables.isEmpty()) {
            found = of(tables.getFirst());
          }
          return found;
        });
  }

  /** Its next chunks; none when the table is left, or has no more. */
  private List<ChunkId> of(ObjectName name) {
    try {
      if (!left.contains(name)) {
        TableCopy table = side.repeater().ask(ErrorContext.of(name), () -> side.table(name));
        List<StoredChunk> chunks = chunks(table);
        if (table.object().has(Milestone.SPLIT)) {
          tables.removeFirst();
        }
        return chunks.stream().map(chunk -> new ChunkId(name, chunk.number())).toList();
      }
    } catch (MigrationException e) {
      side.control().check();
      if (Failures.endsRun(e)) {
        throw e;
      }
      LOG.warn("{} is left to the engine: {}", name, e.getMessage());
    }
    tables.removeFirst();
    return List.of();
  }

  /** At first those that are stored and not done. */
  private List<StoredChunk> chunks(TableCopy table) {
    ErrorContext context = ErrorContext.of(table.object().source());
    if (!table.object().source().equals(begun)) {
      begun = table.object().source();
      List<StoredChunk> pending =
          side.repeater().ask(context, () -> side.state().pendingChunks(table.object()));
      if (!pending.isEmpty() || table.object().has(Milestone.SPLIT)) {
        return pending;
      }
    }
    List<StoredChunk> chunks = side.repeater().ask(context, () -> walk.next(table));
    boolean last = chunks.get(chunks.size() - 1).range().upTo().isEmpty();
    side.repeater()
        .run(context, () -> side.state().addChunks(WRITER, table.object(), chunks, last));
    return chunks;
  }

  @Override
  public void leave(ObjectName table) {
    left.add(table);
  }

  @Override
  public void close() {
    side.close();
  }
}
