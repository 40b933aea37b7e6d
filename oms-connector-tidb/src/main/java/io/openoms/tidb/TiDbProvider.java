package io.openoms.tidb;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;

/** The type {@code tidb}, which is planned. Stateless; thread-safe. */
public final class TiDbProvider implements EndpointProvider {

  @Override
  public List<EndpointType> types() {
    return List.of(EndpointType.planned("tidb", "TiDB"));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return List.of();
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    throw new IllegalArgumentException(type + " cannot be used yet");
  }
}
