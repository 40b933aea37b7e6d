package io.openoms.tck.toy;

import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.util.List;

/** A journal as a source. Immutable. */
record ToyEndpoint(Journal journal) implements Endpoint {

  @Override
  public String product() {
    return "toy";
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return new ToySession(journal);
  }

  @Override
  public String toString() {
    return "toy";
  }
}
