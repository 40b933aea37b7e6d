package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.endpoint.FamilySession;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.List;
import java.util.Set;

/** A session at OceanBase: the roles of the family, without a log. Thread-safe. */
final class OceanBaseSession extends FamilySession {

  private static final Set<String> PRODUCTS = Set.of(OceanBaseTraits.PRODUCT);

  OceanBaseSession(FamilyServer server) {
    super(server);
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE -> Prechecks.forSource(server(), PRODUCTS, List.of(new NoLogCheck()));
      case SINK ->
          Prechecks.forSink(
              server(),
              PRODUCTS,
              List.of(new SinkDeadTransactionsCheck(new Probe(server().connections()))));
    };
  }
}
