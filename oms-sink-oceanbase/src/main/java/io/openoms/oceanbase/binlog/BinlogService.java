package io.openoms.oceanbase.binlog;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.ServerFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Binlog Service of a tenant: at an address of its own, or behind the tenant's address, where a
 * proxy hands statements of logs on to it. Connected to when it is first needed. Thread-safe.
 */
public final class BinlogService implements AutoCloseable {

  private static final LogTraits TRAITS = new ServiceTraits();
  private static final String LETTER_CASE = "lower_case_table_names";

  private final FamilyServer tenant;
  private final Optional<Supplier<FamilyServer>> elsewhere;
  private volatile @Nullable FamilyServer opened;
  private volatile boolean isAborted;

  /**
   * The service of that tenant.
   *
   * @param elsewhere connects to the service's own address, where it has one
   */
  public BinlogService(FamilyServer tenant, Optional<Supplier<FamilyServer>> elsewhere) {
    this.tenant = tenant;
    this.elsewhere = elsewhere;
  }

  /** The tenant whose changes it logs. */
  FamilyServer tenant() {
    return tenant;
  }

  /** The connections to the service. Blocks when it is not connected to yet. */
  Connections connections() {
    return server().connections();
  }

  private FamilyServer server() {
    FamilyServer there = opened;
    return there == null ? connect() : there;
  }

  private synchronized FamilyServer connect() {
    FamilyServer there = opened;
    if (there == null) {
      there = elsewhere.map(Supplier::get).orElse(tenant);
      opened = there;
      if (isAborted) {
        abort();
      }
    }
    return there;
  }

  /** The service as a server with a log. Blocks when it is not connected to yet. */
  LogServer log() {
    FamilyServer server = server();
    ServerFacts facts = server.facts();
    // Names are compared as the tenant does, whatever the service says of itself.
    Map<String, String> settings = new HashMap<>(facts.settings());
    settings.put(LETTER_CASE, tenant.facts().setting(LETTER_CASE, "0"));
    return new LogServer(
        server.connections(),
        new ServerFacts(
            facts.product(),
            facts.version(),
            settings,
            facts.characterSets(),
            facts.collations(),
            facts.clockSkew()),
        TRAITS);
  }

  /** Where its log ends. Blocks when it is not connected to yet. */
  BinlogEnd end() {
    return new BinlogEnd(log());
  }

  /** Whether names are compared without regard to case. Does not block. */
  boolean ignoresCase() {
    return !tenant.facts().setting(LETTER_CASE, "0").equals("0");
  }

  /**
   * Whether there is a log: the server shows a file of it. That {@code log_bin} is ON proves
   * nothing. Blocks.
   */
  public boolean isThere() {
    return whyMissing().isEmpty();
  }

  /** What the server says instead of showing a file of its log; empty where it shows one. */
  Optional<String> whyMissing() {
    Probe probe = new Probe(connections());
    String why = "it was not asked";
    for (String sql : TRAITS.endStatements()) {
      Optional<String> refusal =
          probe.refusal(sql).map(e -> e.getMessage() == null ? "no message" : e.getMessage());
      if (refusal.isEmpty()) {
        List<List<String>> rows = probe.rows(sql);
        return rows.isEmpty() || rows.get(0).get(0).isEmpty()
            ? Optional.of("it shows no file of a log")
            : Optional.empty();
      }
      why = why.equals("it was not asked") ? refusal.get() : why;
    }
    return Optional.of(why);
  }

  /** Cuts its own connections off; does not block. */
  public void abort() {
    isAborted = true;
    FamilyServer there = opened;
    if (there != null && there != tenant) {
      there.abort();
    }
  }

  /** Closes its own connections. Idempotent. */
  @Override
  public void close() {
    FamilyServer there = opened;
    if (there != null && there != tenant) {
      there.close();
    }
  }
}
