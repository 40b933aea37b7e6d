package io.openoms.jdbc.mysql.precheck;

import io.openoms.jdbc.mysql.connection.Connections;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.List;

/** The checks that servers of the family contribute. Each blocks on the server when it runs. */
public final class Prechecks {

  private Prechecks() {}

  /** The checks of a server that objects and rows come from. */
  public static List<Precheck> forSource(Connections connections, ServerFacts facts) {
    Probe probe = new Probe(connections);
    return List.of(
        new ServerVersionCheck(EndpointUse.SOURCE, facts),
        new SessionZoneCheck(EndpointUse.SOURCE, facts),
        new SourcePrivilegesCheck(probe),
        new SourceEngineCheck(probe),
        new SourceLogSettingsCheck(facts),
        new TableKeysCheck(probe),
        new NameRulesCheck(probe));
  }

  /** The checks of a server that objects and rows go to. */
  public static List<Precheck> forSink(Connections connections, ServerFacts facts) {
    Probe probe = new Probe(connections);
    return List.of(
        new ServerVersionCheck(EndpointUse.SINK, facts),
        new SessionZoneCheck(EndpointUse.SINK, facts),
        new SinkPrivilegesCheck(probe),
        new SinkTablesEmptyCheck(probe),
        new SinkTriggersAndForeignKeysCheck(probe),
        new SinkPacketCheck(facts),
        new SinkSqlModeCheck(facts));
  }
}
