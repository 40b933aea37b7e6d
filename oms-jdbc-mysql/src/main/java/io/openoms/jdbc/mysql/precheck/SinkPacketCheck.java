package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** SINK_PACKET: the largest statement that the sink takes bounds the largest row. */
final class SinkPacketCheck implements Precheck {

  private static final String NAME = "SINK_PACKET";
  private static final String SETTING = "max_allowed_packet";
  private static final long SMALLEST = 4L << 20;

  private final ServerFacts facts;

  SinkPacketCheck(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String text = facts.setting(SETTING, "");
    if (text.isEmpty()) {
      return List.of(PrecheckItem.skipped(NAME, SETTING, "the server does not tell it"));
    }
    if (Long.parseLong(text) >= SMALLEST) {
      return List.of(PrecheckItem.passed(NAME, SETTING + " = " + text));
    }
    return List.of(
        PrecheckItem.warning(
            NAME,
            SETTING,
            "it is " + text + " bytes, and no row may be larger than that as SQL text",
            "SET GLOBAL max_allowed_packet = 67108864"));
  }
}
