package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.Delivery;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StateStore;
import java.util.Collection;
import java.util.Optional;

/**
 * The roles that a migration needs of its endpoints.
 *
 * @param sourceCatalog names and definitions at the source
 * @param snapshot rows at the source
 * @param sourcePrints fingerprints at the source; empty when it computes none
 * @param changeLog the source's log of changes; empty when it has none
 * @param rowLookup single rows where that log is written; empty when it cannot be asked
 * @param heartbeat makes that log move; empty when the source takes no heartbeat
 * @param targetCatalog names and definitions at the sink
 * @param targetSnapshot rows at the sink, to be compared; empty when it does not read them
 * @param targetPrints fingerprints at the sink; empty when it computes none
 * @param schemaTarget conversion and creation at the sink
 * @param rowSink rows at the sink
 * @param sinkFacts what the sink says of itself
 * @param stateStore the project's state
 */
public record Roles(
    Catalog sourceCatalog,
    SnapshotSource snapshot,
    Optional<FingerprintSource> sourcePrints,
    Optional<ChangeLog> changeLog,
    Optional<RowLookup> rowLookup,
    Optional<Heartbeat> heartbeat,
    Catalog targetCatalog,
    Optional<SnapshotSource> targetSnapshot,
    Optional<FingerprintSource> targetPrints,
    SchemaTarget schemaTarget,
    RowSink rowSink,
    ServerFacts sinkFacts,
    StateStore stateStore) {

  /**
   * The roles of a run's sessions.
   *
   * @param state where the state is kept: the sink's session, or another one
   * @throws MigrationException ROLE_MISSING when an endpoint cannot play one; STATE_NOT_AT_SINK
   *     when the state is apart from a sink that commits rows and state together
   */
  public static Roles of(EndpointSession source, EndpointSession sink, EndpointSession state) {
    RowSink rows = require(sink.rowSink(), sink, "sink", "row sink");
    if (state != sink && rows.delivery() == Delivery.TRANSACTIONAL) {
      throw new MigrationException(
          EngineError.STATE_NOT_AT_SINK,
          ErrorContext.none(),
          "the project keeps its state at "
              + state.facts().product()
              + ", and the sink, "
              + sink.facts().product()
              + ", commits rows and state in one transaction; leave state(…) out");
    }
    return new Roles(
        require(source.catalog(), source, "source", "catalog"),
        require(source.snapshot(), source, "source", "snapshot"),
        source.fingerprints(),
        source.changeLog(),
        source.rowLookup(),
        source.heartbeat(),
        require(sink.catalog(), sink, "sink", "catalog"),
        sink.snapshot(),
        sink.fingerprints(),
        require(sink.schemaTarget(), sink, "sink", "schema target"),
        rows,
        sink.facts(),
        require(state.stateStore(), state, "place for state", "state store"));
  }

  /** The same for work that goes through those tables in their order. */
  public Roles ahead(Collection<ObjectName> sources, Collection<ObjectName> targets) {
    return new Roles(
        new CatalogAhead(sourceCatalog, sources),
        snapshot,
        sourcePrints,
        changeLog,
        rowLookup,
        heartbeat,
        new CatalogAhead(targetCatalog, targets),
        targetSnapshot,
        targetPrints,
        schemaTarget,
        rowSink,
        sinkFacts,
        stateStore);
  }

  /** What a selection covers at the source. Blocks. */
  public ResolvedSelection resolve(ObjectSelection selection) {
    return new SelectionResolver(sourceCatalog, Optional.of(snapshot), selection, targetCatalog)
        .resolve();
  }

  /**
   * Low watermark: each transaction that no reader sees yet commits after this position. Blocks.
   */
  public Optional<Position> lowPosition() {
    return changeLog.flatMap(ChangeLog::visible);
  }

  /** High watermark: each transaction that readers see is at or before this position. Blocks. */
  public Optional<Position> highPosition() {
    return changeLog.flatMap(ChangeLog::current);
  }

  /**
   * The source's log.
   *
   * @throws MigrationException LOG_MISSING when it has none
   */
  public ChangeLog requireLog() {
    return changeLog.orElseThrow(Roles::noLog);
  }

  /**
   * Rows at the sink.
   *
   * @throws MigrationException ROLE_MISSING when it does not read them
   */
  public SnapshotSource requireTargetSnapshot() {
    return targetSnapshot.orElseThrow(
        () ->
            new MigrationException(
                EngineError.ROLE_MISSING,
                ErrorContext.none().withPhase(Phase.VERIFICATION),
                sinkFacts.product() + " cannot be verified: it has no snapshot"));
  }

  /** The source has no log, or no position in it, although changes are to be followed. */
  public static MigrationException noLog() {
    return new MigrationException(
        EngineError.LOG_MISSING,
        ErrorContext.none().withPhase(Phase.INCREMENTAL),
        "the source writes no log of changes, or its user may not ask for it");
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
