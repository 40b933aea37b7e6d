package io.openoms.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller or a file says of a changefeed is checked before anything is asked of a server. */
class ChangefeedTest {

  @Test
  void aFileNamesTopicZoneAndProperties() {
    Changefeed feed =
        Changefeed.of(
            Map.of(
                "bootstrap", "a:1,b:2",
                "topic", "t",
                "time_zone", "Asia/Shanghai",
                "properties.security.protocol", "SASL_SSL"));

    assertThat(feed.faults()).isEmpty();
    assertThat(feed.settings().zone()).contains(ZoneId.of("Asia/Shanghai"));
    assertThat(feed.settings().properties())
        .containsOnly(Map.entry("security.protocol", "SASL_SSL"));
    assertThat(feed).hasToString("topic t at a:1,b:2");
  }

  @Test
  void allFaultsAreTold() {
    Changefeed feed =
        Changefeed.of(Map.of("time_zone", "Mars/Base", "topik", "x", "properties.group.id", "g"));

    assertThat(feed.faults())
        .hasSize(6)
        .anyMatch(fault -> fault.contains("topik"))
        .anyMatch(fault -> fault.contains("group.id"))
        .anyMatch(fault -> fault.contains("none that Java knows"))
        .anyMatch(fault -> fault.contains("no topic"))
        .anyMatch(fault -> fault.contains("--tz"));
    assertThat(TiDb.at("jdbc:mysql://h:1/").changefeed(feed).faults()).containsAll(feed.faults());
  }

  @Test
  void secretsAreNotShown() {
    Changefeed feed =
        Changefeed.to("a:1", "t").timeZone(ZoneId.of("UTC")).property("sasl.jaas.config", "secret");

    assertThat(feed.toString() + TiDb.at("jdbc:mysql://h:1/").changefeed(feed))
        .doesNotContain("secret");
  }
}
