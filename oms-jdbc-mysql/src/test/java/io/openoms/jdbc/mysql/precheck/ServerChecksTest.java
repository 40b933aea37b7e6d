package io.openoms.jdbc.mysql.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.jdbc.mysql.traits.VersionTraits;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checks find that judge by what a server has said of itself. */
class ServerChecksTest {

  private static final PrecheckScope SCOPE =
      new PrecheckScope(
          Set.of(Phase.FULL), Map.of(), ConflictPolicy.STOP, "oms_state", false, false, "");

  private static final Map<String, VersionTraits> VERSIONS =
      Map.of(
          "MySQL", new VersionTraits(Pattern.compile("(8\\.0|9\\.7)\\..*"), 505),
          "MariaDB", new VersionTraits(Pattern.compile("11\\.4\\..*"), 1002),
          "OceanBase", new VersionTraits(Pattern.compile(".*seekdb-v1\\.4\\..*"), 0));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "67108864 | PASSED",
        "4194304  | PASSED",
        "4194303  | WARNING",
        "1024     | WARNING",
      })
  void aSmallPacketIsNamed(String bytes, Status expected) {
    PrecheckItem item = only(new SinkPacketCheck(saying("max_allowed_packet", bytes)));
    assertThat(item.check()).isEqualTo("SINK_PACKET");
    assertThat(item.status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO   | PASSED | ''",
        "strict_trans_tables                       | PASSED | ''",
        "NO_AUTO_VALUE_ON_ZERO                     | FAILED | not strict",
        "''                                        | FAILED | not strict",
        "STRICT_ALL_TABLES,ANSI_QUOTES             | FAILED | quoted",
        "STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES    | FAILED | quoted",
      })
  void aModeThatChangesValuesOrQuotesIsNamed(String mode, Status expected, String cause) {
    PrecheckItem item = only(new SinkSqlModeCheck(saying("sql_mode", mode)));
    assertThat(item.check()).isEqualTo("SINK_SQL_MODE");
    assertThat(item.status()).isEqualTo(expected);
    assertThat(item.cause()).contains(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "SOURCE, +00:00, PASSED",
    "SOURCE, +01:00, FAILED",
    "SINK, SYSTEM, FAILED",
    "SINK, +00:00, PASSED"
  })
  void aSessionThatDoesNotRunInUtcIsNamed(EndpointUse use, String zone, Status expected) {
    PrecheckItem item = only(new SessionZoneCheck(use, saying("time_zone", zone)));
    assertThat(item.check()).isEqualTo(use + "_TIME_ZONE");
    assertThat(item.status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SINK, OceanBase, 5.7.25-OceanBase seekdb-v1.4.0.0, PASSED",
    "SINK, OceanBase, 5.7.25-OceanBase-v4.2.1.0, WARNING",
    "SINK, MySQL, 9.7.0, FAILED",
    "SOURCE, MySQL, 8.0.33, PASSED",
    "SOURCE, MySQL, 5.7.44, WARNING",
    "SOURCE, MySQL, 5.1.73, FAILED",
    "SOURCE, MariaDB, 11.4.5-MariaDB, FAILED"
  })
  void anotherProductAndAnUntestedVersionAreNamed(
      EndpointUse use, String product, String version, Status expected) {
    ServerFacts facts =
        new ServerFacts(product, version, Map.of(), Set.of(), Set.of(), Optional.empty());
    Set<String> products = Set.of(use == EndpointUse.SINK ? "OceanBase" : "MySQL");
    PrecheckItem item = only(new ServerVersionCheck(use, facts, VERSIONS.get(product), products));
    assertThat(item.check()).isEqualTo(use + "_VERSION");
    assertThat(item.status()).isEqualTo(expected);
  }

  private static PrecheckItem only(Precheck check) {
    assertThat(check.run(SCOPE)).hasSize(1);
    return check.run(SCOPE).get(0);
  }

  private static ServerFacts saying(String setting, String value) {
    return new ServerFacts(
        "MySQL", "8.0.33", Map.of(setting, value), Set.of(), Set.of(), Optional.empty());
  }
}
