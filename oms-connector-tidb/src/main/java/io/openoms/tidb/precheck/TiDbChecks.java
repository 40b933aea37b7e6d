package io.openoms.tidb.precheck;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.tidb.catalog.TextOrderProbe;
import io.openoms.tidb.tso.TimestampOracle;
import java.util.List;
import java.util.Set;

/** The checks of a TiDB cluster. Each blocks on the server when it runs. Stateless. */
public final class TiDbChecks {

  private TiDbChecks() {}

  /**
   * Those of a cluster that objects and rows are read from.
   *
   * @param products what the server may be
   * @param order how the cluster compares texts
   * @param hasGate whether the cluster can be made to refuse writes
   */
  public static List<Precheck> ofSource(
      FamilyServer server, Set<String> products, TextOrderProbe order, boolean hasGate) {
    Probe probe = new Probe(server.connections());
    return Prechecks.forSource(
        server,
        products,
        List.of(
            new TimestampCheck(new TimestampOracle(server.connections()), server.facts()),
            new GarbageCollectionCheck(probe),
            new MemoryQuotaCheck(server.facts()),
            new TextOrderCheck(order),
            new WriteGateCheck(probe, hasGate),
            new OneDirectionCheck()));
  }

  /**
   * Those of a cluster that changes flow back to.
   *
   * @param products what the server may be
   */
  public static List<Precheck> ofSink(FamilyServer server, Set<String> products) {
    return Prechecks.forSink(
        server,
        products,
        List.of(new SinkReverseCheck(server.facts().version()), new OneDirectionCheck()));
  }
}
