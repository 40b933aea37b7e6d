package io.openoms.jdbc.mysql.precheck;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The checks that servers of the family contribute, with those that an endpoint adds. Each blocks
 * on the server when it runs.
 */
public final class Prechecks {

  private Prechecks() {}

  /**
   * The checks of a server that objects and rows are read from.
   *
   * @param products what the server may be, by {@link io.openoms.spi.ServerFacts#product()}
   * @param own the endpoint's own checks, such as those of its log
   */
  public static List<Precheck> forSource(
      FamilyServer server, Set<String> products, List<Precheck> own) {
    Probe probe = new Probe(server.connections());
    List<Precheck> checks = new ArrayList<>();
    checks.add(version(EndpointUse.SOURCE, server, products));
    checks.add(new SessionZoneCheck(EndpointUse.SOURCE, server.facts()));
    checks.add(new SourcePrivilegesCheck(probe));
    checks.add(new SourceEngineCheck(probe));
    checks.add(new TableKeysCheck(probe, server.facts(), server.traits().log()));
    checks.add(new NameRulesCheck(probe));
    checks.addAll(own);
    return checks;
  }

  /**
   * The checks of a server whose changes are read, while rows are read from its standby.
   *
   * @param products what the server may be
   * @param own the endpoint's own checks
   */
  public static List<Precheck> forPrimary(
      FamilyServer primary, Set<String> products, List<Precheck> own) {
    List<Precheck> checks = new ArrayList<>();
    checks.add(version(EndpointUse.SOURCE, primary, products));
    checks.addAll(own);
    return checks;
  }

  /**
   * The checks of a server that objects and rows are written to.
   *
   * @param products what the server may be
   * @param own the endpoint's own checks
   */
  public static List<Precheck> forSink(
      FamilyServer server, Set<String> products, List<Precheck> own) {
    Probe probe = new Probe(server.connections());
    List<Precheck> checks = new ArrayList<>();
    checks.add(version(EndpointUse.SINK, server, products));
    checks.add(new SessionZoneCheck(EndpointUse.SINK, server.facts()));
    checks.add(new SinkPrivilegesCheck(probe));
    checks.add(new SinkTablesEmptyCheck(probe));
    checks.add(new SinkTriggersAndForeignKeysCheck(probe));
    checks.addAll(own);
    checks.add(new SinkPacketCheck(server.facts()));
    checks.add(new SinkSqlModeCheck(server.facts()));
    return checks;
  }

  private static Precheck version(EndpointUse use, FamilyServer server, Set<String> products) {
    return new ServerVersionCheck(use, server.facts(), server.traits().versions(), products);
  }
}
