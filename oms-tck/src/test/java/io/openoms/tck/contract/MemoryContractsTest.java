package io.openoms.tck.contract;

import io.openoms.spi.Delivery;
import io.openoms.spi.SinkCapability;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The endpoint in memory, with both deliveries: what the engine's own tests stand on. */
class MemoryContractsTest {

  @Nested
  class Source extends SourceContract {
    @Override
    protected SourceFixture open() {
      return new MemoryPlace(false);
    }

    @Override
    protected Set<SourceBehaviour> behaviours() {
      return EnumSet.complementOf(EnumSet.of(SourceBehaviour.FINGERPRINTS));
    }
  }

  @Nested
  class Log extends LogContract {
    @Override
    protected SourceFixture open() {
      return new MemoryPlace(false);
    }
  }

  @Nested
  class Sink extends SinkContract {
    @Override
    protected SinkFixture open() {
      return new MemoryPlace(false);
    }

    @Override
    protected Delivery delivery() {
      return Delivery.TRANSACTIONAL;
    }

    @Override
    protected Set<SinkCapability> capabilities() {
      return EnumSet.allOf(SinkCapability.class);
    }
  }

  @Nested
  class IdempotentSink extends SinkContract {
    @Override
    protected SinkFixture open() {
      return new MemoryPlace(true);
    }

    @Override
    protected Delivery delivery() {
      return Delivery.IDEMPOTENT;
    }

    @Override
    protected Set<SinkCapability> capabilities() {
      return EnumSet.complementOf(EnumSet.of(SinkCapability.SAVEPOINT, SinkCapability.LOCKED_READ));
    }
  }
}
