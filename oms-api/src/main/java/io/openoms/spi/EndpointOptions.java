package io.openoms.spi;

/**
 * What the engine tells an endpoint when it opens it.
 *
 * @param project the project's name, for the names of pools and connections
 * @param connections how many connections the engine uses at the same time at the most
 * @param stateSchema the database that holds the bookkeeping, for the sink
 */
public record EndpointOptions(String project, int connections, String stateSchema) {}
