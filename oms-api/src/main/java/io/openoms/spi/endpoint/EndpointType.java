package io.openoms.spi.endpoint;

import io.openoms.spi.precheck.EndpointUse;
import java.util.Set;

/**
 * A type of endpoint. Immutable.
 *
 * @param name the name in files, in lower case
 * @param description what it is, for a form or a list; one phrase without a full stop
 * @param uses what it can be used as; empty for a type that is planned
 */
public record EndpointType(String name, String description, Set<EndpointUse> uses) {

  public EndpointType {
    uses = Set.copyOf(uses);
  }

  /** A type that is planned, and cannot be used yet. */
  public static EndpointType planned(String name, String description) {
    return new EndpointType(name, description, Set.of());
  }
}
