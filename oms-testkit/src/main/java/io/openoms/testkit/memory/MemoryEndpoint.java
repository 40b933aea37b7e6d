package io.openoms.testkit.memory;

import io.openoms.spi.Delivery;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.SinkCapability;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A server in memory as an endpoint, source or sink. Immutable.
 *
 * @param server the server
 * @param capabilities what it can do as a sink
 * @param delivery how its rows become durable as a sink
 */
public record MemoryEndpoint(
    MemoryServer server, Set<SinkCapability> capabilities, Delivery delivery) implements Endpoint {

  public MemoryEndpoint {
    capabilities = Set.copyOf(capabilities);
  }

  /** One that can do all as a sink. */
  public MemoryEndpoint(MemoryServer server) {
    this(server, EnumSet.allOf(SinkCapability.class), Delivery.TRANSACTIONAL);
  }

  /** The same without a capability: a call that needs it fails. */
  public MemoryEndpoint without(SinkCapability capability) {
    Set<SinkCapability> left = new HashSet<>(capabilities);
    left.remove(capability);
    return new MemoryEndpoint(server, left, delivery);
  }

  /**
   * The same without transactions of rows: what a call has written is there at once, and stays. So
   * nothing can be undone, and no row be kept until a transaction ends.
   */
  public MemoryEndpoint idempotent() {
    MemoryEndpoint without = without(SinkCapability.SAVEPOINT).without(SinkCapability.LOCKED_READ);
    return new MemoryEndpoint(server, without.capabilities, Delivery.IDEMPOTENT);
  }

  @Override
  public String product() {
    return "memory";
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public boolean keepsCapture() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return new MemorySession(server, options, capabilities, delivery);
  }

  @Override
  public String toString() {
    return "memory";
  }
}
