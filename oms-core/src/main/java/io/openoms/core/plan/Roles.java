package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.state.StateStore;
import java.util.Optional;

/**
 * The roles that a migration needs of its two endpoints.
 *
 * @param sourceCatalog names and definitions at the source
 * @param snapshot rows at the source
 * @param targetCatalog names and definitions at the sink
 * @param schemaTarget conversion and creation at the sink
 * @param rowSink rows at the sink
 * @param stateStore bookkeeping at the sink
 */
public record Roles(
    Catalog sourceCatalog,
    SnapshotSource snapshot,
    Catalog targetCatalog,
    SchemaTarget schemaTarget,
    RowSink rowSink,
    StateStore stateStore) {

  /**
   * The roles of two sessions.
   *
   * @throws MigrationException ROLE_MISSING when an endpoint cannot play one
   */
  public static Roles of(EndpointSession source, EndpointSession sink) {
    return new Roles(
        require(source.catalog(), source, "source", "catalog"),
        require(source.snapshot(), source, "source", "snapshot"),
        require(sink.catalog(), sink, "sink", "catalog"),
        require(sink.schemaTarget(), sink, "sink", "schema target"),
        require(sink.rowSink(), sink, "sink", "row sink"),
        require(sink.stateStore(), sink, "sink", "state store"));
  }

  private static <T> T require(Optional<T> role, EndpointSession session, String use, String name) {
    return role.orElseThrow(
        () ->
            new MigrationException(
                EngineError.ROLE_MISSING,
                ErrorContext.none(),
                session.facts().product() + " cannot be a " + use + ": it has no " + name));
  }
}
