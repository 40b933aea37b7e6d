package io.openoms.mysql.precheck;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks of a server whose binary log is read, or that is written to. Each blocks on the server
 * when it runs.
 */
public final class ServerChecks {

  private ServerChecks() {}

  /** The checks of a server whose rows and log are read. */
  public static List<Precheck> of(FamilyServer server) {
    Probe probe = new Probe(server.connections());
    return List.of(
        new SourceLogSettingsCheck(probe, server.facts(), server.traits().log()),
        new SourceHeartbeatCheck(probe));
  }

  /** The checks of a server that is written to. */
  public static List<Precheck> ofSink(FamilyServer server) {
    return List.of(new SinkServerCheck(server));
  }

  /** The checks of a server whose log is read, while rows are read from its standby. */
  public static List<Precheck> of(FamilyServer primary, FamilyServer standby) {
    List<Precheck> checks = new ArrayList<>(of(primary));
    standby
        .traits()
        .log()
        .ifPresent(log -> checks.add(new SourceStandbyCheck(primary, standby, log)));
    return checks;
  }
}
