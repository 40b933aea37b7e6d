package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * SOURCE_TIME_ZONE and SINK_TIME_ZONE: the zone of our own sessions, after it was pinned to UTC. In
 * another zone TIMESTAMP values would change on their way. A proxy or a data source of the caller's
 * may undo the pinning.
 */
final class SessionZoneCheck implements Precheck {

  private static final String UTC = "+00:00";

  private final EndpointUse use;
  private final ServerFacts facts;

  SessionZoneCheck(EndpointUse use, ServerFacts facts) {
    this.use = use;
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String name = use.name() + "_TIME_ZONE";
    String zone = facts.setting("time_zone", "not told by the server");
    if (zone.equals(UTC)) {
      return List.of(PrecheckItem.passed(name, "sessions run in UTC"));
    }
    return List.of(
        PrecheckItem.failed(
            name,
            zone,
            "sessions do not run in UTC although that was set",
            "do not change time_zone between this library and the server"));
  }
}
