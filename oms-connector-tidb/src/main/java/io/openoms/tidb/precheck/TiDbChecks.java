package io.openoms.tidb.precheck;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.tidb.catalog.TextOrderProbe;
import io.openoms.tidb.tso.TimestampOracle;
import java.util.List;
import java.util.Set;

/** The checks of a TiDB cluster that objects and rows are read from. Stateless. */
public final class TiDbChecks {

  private TiDbChecks() {}

  /**
   * The checks. Each blocks on the server when it runs.
   *
   * @param products what the server may be
   * @param order how the cluster compares texts
   */
  public static List<Precheck> of(FamilyServer server, Set<String> products, TextOrderProbe order) {
    Probe probe = new Probe(server.connections());
    return Prechecks.forSource(
        server,
        products,
        List.of(
            new TimestampCheck(new TimestampOracle(server.connections()), server.facts()),
            new GarbageCollectionCheck(probe),
            new MemoryQuotaCheck(server.facts()),
            new TextOrderCheck(order)));
  }
}
