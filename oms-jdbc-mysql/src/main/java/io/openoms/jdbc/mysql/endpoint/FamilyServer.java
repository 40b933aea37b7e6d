package io.openoms.jdbc.mysql.endpoint;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.ddl.DdlTarget;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.PooledConnections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.catalog.InformationSchemaCatalog;
import io.openoms.jdbc.mysql.facts.ServerFactsReader;
import io.openoms.jdbc.mysql.fingerprint.DoubleBits;
import io.openoms.jdbc.mysql.fingerprint.MySqlFamilyFingerprints;
import io.openoms.jdbc.mysql.gate.ReadOnlyGate;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.jdbc.mysql.schema.MySqlFamilySchemaTarget;
import io.openoms.jdbc.mysql.sink.MySqlFamilyRowSink;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilyRowLookup;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilySnapshot;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.jdbc.mysql.state.MySqlFamilyState;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.Products;
import io.openoms.jdbc.state.JdbcStateStore;
import io.openoms.jdbc.state.StateTables;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.GivenNumbers;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.WriteGate;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StateStore;
import java.util.Optional;

/**
 * An open server of the family: what its product is, and the roles that every such server can play.
 * Each endpoint puts its session together from these and from its own. Thread-safe.
 */
public final class FamilyServer implements AutoCloseable {

  private static final String SMALLEST_PACKET = "4194304";

  private final Connections connections;
  private final ServerFacts facts;
  private final ProductTraits traits;
  private final StateTables stateTables;

  private FamilyServer(
      Connections connections, ServerFacts facts, ProductTraits traits, String stateSchema) {
    this.connections = connections;
    this.facts = facts;
    this.traits = traits;
    this.stateTables = new StateTables(stateSchema, MySqlFamilyState.INSTANCE);
  }

  /**
   * Connects and asks the server what it is. Blocks.
   *
   * @param profile how connections are made, and the settings of each session
   * @param expected the product that the endpoint is for; a server of a product that is not on the
   *     class path is treated like it, and named otherwise
   */
  public static FamilyServer open(
      ConnectionSettings settings,
      EndpointOptions options,
      ConnectionProfile profile,
      ProductTraits expected) {
    Connections connections =
        new PooledConnections(settings, options.project(), options.connections(), profile);
    try {
      ServerFacts facts = ServerFactsReader.read(connections, expected);
      ProductTraits traits = Products.of(facts.version(), expected);
      return new FamilyServer(connections, facts, traits, options.stateSchema());
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  /** The connections to it. */
  public Connections connections() {
    return connections;
  }

  /** What it said of itself. */
  public ServerFacts facts() {
    return facts;
  }

  /** What its product does in its own way. */
  public ProductTraits traits() {
    return traits;
  }

  /** The server as one with a binary log; empty where its product has none, or it is off. */
  public Optional<LogServer> log() {
    return facts.setting("log_bin", "OFF").equalsIgnoreCase("ON") ? logServer() : Optional.empty();
  }

  /** The same, whether the log is on or off. */
  public Optional<LogServer> logServer() {
    return traits.log().map(log -> new LogServer(connections, facts, log));
  }

  /** The server's UUID, or what else its operator gave to it. */
  public Optional<String> identity() {
    String id = facts.setting("server_uuid", facts.setting("server_uid", ""));
    return Optional.of(
        !id.isEmpty()
            ? id
            : facts.setting("hostname", "")
                + ":"
                + facts.setting("port", "")
                + "/"
                + facts.setting("server_id", ""));
  }

  /** Reads names and definitions. */
  public Catalog catalog() {
    return new InformationSchemaCatalog(connections, facts, traits.catalog());
  }

  /**
   * Reads rows.
   *
   * @param moments at which they are read
   * @param log tells the position in the source's log of what is read, where there is one
   */
  public SnapshotSource snapshot(ReadMoments moments, Optional<? extends LogMark> log) {
    return new MySqlFamilySnapshot(connections, facts, moments, log);
  }

  /** Computes fingerprints of rows. */
  public FingerprintSource fingerprints() {
    return new MySqlFamilyFingerprints(connections, DoubleBits.OF_POINT);
  }

  /** Reads single rows, at those moments. */
  public RowLookup rowLookup(ReadMoments moments) {
    return new MySqlFamilyRowLookup(connections, moments);
  }

  /** Converts and creates objects. */
  public SchemaTarget schemaTarget() {
    return new MySqlFamilySchemaTarget(
        connections, new DdlTarget(facts, traits.ddl(), traits.probe(connections)));
  }

  /** Writes rows. */
  public RowSink rowSink() {
    long packet = Long.parseLong(facts.setting("max_allowed_packet", SMALLEST_PACKET));
    return new MySqlFamilyRowSink(connections, stateTables, packet, traits.sink());
  }

  /** Keeps a project's state. */
  public StateStore stateStore() {
    return new JdbcStateStore(connections, stateTables);
  }

  /**
   * The table of the bookkeeping in which each transaction of a project changes a row.
   *
   * @throws MigrationException STATE_UNKNOWN when it is not there; blocks
   */
  public TableDefinition writers() {
    ObjectName name = stateTables.writers();
    return catalog()
        .table(name)
        .orElseThrow(
            () ->
                new MigrationException(
                    JdbcError.STATE_UNKNOWN,
                    ErrorContext.of(name),
                    "the bookkeeping of the other direction is not there, or hidden from this"
                        + " user"));
  }

  /** The numbers of AUTO_INCREMENT columns, in sessions that set nothing else. */
  public GivenNumbers givenNumbers() {
    long step = Long.parseLong(facts.setting("auto_increment_increment", "1"));
    long offset = Long.parseLong(facts.setting("auto_increment_offset", "1"));
    // An offset beyond the step is ignored.
    return new GivenNumbers(offset > step ? 1 : offset, step);
  }

  /** Its name. */
  public ObjectName writersName() {
    return stateTables.writers();
  }

  /**
   * Refuses writes of applications.
   *
   * @param hasStrict whether {@code super_read_only} can be set
   * @param forgets whether a server that starts anew has lost its variables
   * @param openWork what may still commit once the server is read-only
   */
  public WriteGate writeGate(boolean hasStrict, boolean forgets, ReadOnlyGate.OpenWork openWork) {
    return new ReadOnlyGate(connections, hasStrict, forgets, stateTables.schema(), openWork);
  }

  /** Cuts every connection off; does not block on the server. */
  public void abort() {
    connections.abort();
  }

  @Override
  public void close() {
    connections.close();
  }
}
