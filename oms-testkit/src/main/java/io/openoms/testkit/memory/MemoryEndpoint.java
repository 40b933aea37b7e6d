package io.openoms.testkit.memory;

import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.util.List;

/**
 * A server in memory as an endpoint, source or sink. Immutable.
 *
 * @param server the server
 */
public record MemoryEndpoint(MemoryServer server) implements Endpoint {

  @Override
  public String product() {
    return "memory";
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return new MemorySession(server);
  }

  @Override
  public String toString() {
    return "memory";
  }
}
