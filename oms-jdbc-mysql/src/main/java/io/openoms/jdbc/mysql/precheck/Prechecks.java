package io.openoms.jdbc.mysql.precheck;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checks that servers of the family contribute. Each blocks on the server when it runs. */
public final class Prechecks {

  private Prechecks() {}

  /** The checks of a server that objects, rows and changes come from. */
  public static List<Precheck> forSource(
      Connections connections, ServerFacts facts, Set<String> products) {
    List<Precheck> checks = forReading(connections, facts, products);
    checks.add(new SourceLogSettingsCheck(new Probe(connections), facts));
    checks.add(new SourceHeartbeatCheck(new Probe(connections)));
    return checks;
  }

  /** The checks of a server that objects and rows come from, without changes. */
  public static List<Precheck> forReading(
      Connections connections, ServerFacts facts, Set<String> products) {
    Probe probe = new Probe(connections);
    return new ArrayList<>(
        List.of(
            new ServerVersionCheck(EndpointUse.SOURCE, facts, products),
            new SessionZoneCheck(EndpointUse.SOURCE, facts),
            new SourcePrivilegesCheck(probe),
            new SourceEngineCheck(probe),
            new TableKeysCheck(probe, facts),
            new NameRulesCheck(probe)));
  }

  /** The checks of a server that changes come from, while rows come from its standby. */
  public static List<Precheck> forPrimary(
      Connections primary,
      ServerFacts primaryFacts,
      Connections standby,
      ServerFacts standbyFacts,
      Set<String> products) {
    return List.of(
        new ServerVersionCheck(EndpointUse.SOURCE, primaryFacts, products),
        new SourceLogSettingsCheck(new Probe(primary), primaryFacts),
        new SourceHeartbeatCheck(new Probe(primary)),
        new SourceStandbyCheck(new Probe(primary), primaryFacts, new Probe(standby), standbyFacts));
  }

  /** The checks of a server that objects and rows go to. */
  public static List<Precheck> forSink(
      Connections connections, ServerFacts facts, Set<String> products) {
    Probe probe = new Probe(connections);
    return List.of(
        new ServerVersionCheck(EndpointUse.SINK, facts, products),
        new SessionZoneCheck(EndpointUse.SINK, facts),
        new SinkPrivilegesCheck(probe),
        new SinkTablesEmptyCheck(probe),
        new SinkTriggersAndForeignKeysCheck(probe),
        new SinkDeadTransactionsCheck(probe, facts),
        new SinkPacketCheck(facts),
        new SinkSqlModeCheck(facts));
  }
}
