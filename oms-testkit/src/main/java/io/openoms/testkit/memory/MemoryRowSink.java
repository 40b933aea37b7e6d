package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.Delivery;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens writing connections. Thread-safe. */
record MemoryRowSink(MemorySession session) implements RowSink {

  @Override
  public Delivery delivery() {
    return session.delivery();
  }

  @Override
  public Set<SinkCapability> capabilities() {
    return session.capabilities();
  }

  @Override
  public SinkConnection connect() {
    return new Connection(session);
  }

  @Override
  public boolean isEmpty(ObjectName table) {
    return session.server().content().table(table).rows().isEmpty();
  }

  /** One connection. One thread. */
  private static final class Connection implements SinkConnection {

    private final MemorySession session;
    private @Nullable SinkTransaction open;

    Connection(MemorySession session) {
      this.session = session;
    }

    @Override
    public SinkTransaction begin() {
      SinkTransaction transaction =
          session.delivery() == Delivery.IDEMPOTENT
              ? new MemoryRowsAtOnce(session)
              : new MemorySinkTransaction(session, session.begin());
      open = transaction;
      return transaction;
    }

    @Override
    public void close() {
      SinkTransaction last = open;
      if (last != null) {
        last.close();
      }
    }
  }
}
