package io.openoms.spi;

import java.util.Optional;

/**
 * The options with which the engine opens an endpoint.
 *
 * @param project the project's name, for the names of pools and connections
 * @param connections how many connections the engine uses at the same time at the most
 * @param stateSchema the database that holds the bookkeeping, for the sink
 * @param leftOut the project whose writes at this endpoint its log leaves out: a transaction in
 *     which a bookkeeping row of that project's writers changes, in {@code stateSchema}, before its
 *     first change of a captured table. Empty when every transaction is delivered
 */
public record EndpointOptions(
    String project, int connections, String stateSchema, Optional<String> leftOut) {

  /** For a log that delivers every transaction. */
  public EndpointOptions(String project, int connections, String stateSchema) {
    this(project, connections, stateSchema, Optional.empty());
  }
}
