package io.openoms.tidb.log.reader;

import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.Position;
import io.openoms.tidb.kafka.TopicConsumer;
import io.openoms.tidb.kafka.TopicSettings;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.position.FeedPosition;
import io.openoms.tidb.log.row.FeedTables;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A changefeed's topic as a log. Thread-safe.
 *
 * <p>Where the log is now: first the ends of the partitions are taken, then a timestamp of the
 * server. What commits later has a later timestamp and is written behind those ends; what anybody
 * has seen has an earlier one. So it is the low watermark and the high one.
 */
public final class FeedLog implements ChangeLog, AutoCloseable {

  private final TopicSettings settings;
  private final ChangeProtocol protocol;
  private final LongSupplier oracle;
  private final DefinitionAlgebra definitions;
  private final Set<TopicConsumer> open = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private @Nullable TopicConsumer side;
  private boolean isProven;
  private volatile boolean isClosed;

  /**
   * The log of a topic. Opens nothing yet.
   *
   * @param oracle asks the server for a timestamp later than all before
   * @param definitions what the statements in it make of definitions
   */
  public FeedLog(
      TopicSettings settings,
      ChangeProtocol protocol,
      LongSupplier oracle,
      DefinitionAlgebra definitions) {
    this.settings = settings;
    this.protocol = protocol;
    this.oracle = oracle;
    this.definitions = definitions;
  }

  @Override
  public Optional<Position> current() {
    synchronized (lock) {
      TopicConsumer consumer = side();
      Collection<Integer> partitions = consumer.partitions();
      if (!isProven) {
        new TopicStart(consumer, protocol).firsts(partitions);
        isProven = true;
      }
      Map<Integer, Long> ends = consumer.ends(partitions);
      return Optional.of(FeedPosition.of(oracle.getAsLong(), ends).position());
    }
  }

  private TopicConsumer side() {
    TopicConsumer known = side;
    if (known == null || !open.contains(known)) {
      known = opened();
      side = known;
    }
    return known;
  }

  private TopicConsumer opened() {
    TopicConsumer consumer = TopicConsumer.open(settings);
    open.add(consumer);
    if (isClosed) {
      close(consumer);
    }
    return consumer;
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    FeedPosition start = FeedPosition.parse(request.start());
    ZoneId zone = settings.zone().orElse(ZoneOffset.UTC);
    FeedTables tables = new FeedTables(request.tables(), protocol, zone);
    TopicConsumer consumer = opened();
    try {
      Map<Integer, Long> from = new TopicStart(consumer, protocol).of(start);
      FeedIntake intake =
          new FeedIntake(consumer, protocol, tables, WindowLimit.ofMemory(), start.tso(), from);
      return new FeedReader(
          intake, new FeedEvents(tables, request.batchBytes()), start.tso(), () -> close(consumer));
    } catch (RuntimeException e) {
      close(consumer);
      throw e;
    }
  }

  private void close(TopicConsumer consumer) {
    open.remove(consumer);
    consumer.close();
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return FeedPosition.parse(position).includes(Long.parseLong(transaction));
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return FeedPosition.parse(reached).includes(FeedPosition.parse(wanted).tso());
  }

  @Override
  public Optional<DefinitionAlgebra> algebra() {
    return Optional.of(definitions);
  }

  /** A changefeed leaves them out, unless it is forced to write what cannot be told apart. */
  @Override
  public boolean holdsTablesWithoutKey() {
    return false;
  }

  /** Closes every consumer; whoever reads is woken, and fails. Idempotent. */
  @Override
  public void close() {
    isClosed = true;
    open.forEach(this::close);
  }
}
