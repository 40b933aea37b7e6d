package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * SOURCE_VERSION and SINK_VERSION: whether this library was tested with that version. Others may
 * well work; what they refuse is a named error.
 */
final class ServerVersionCheck implements Precheck {

  /** The versions that the project's own tests run against, by product. */
  private static final Map<String, Pattern> TESTED =
      Map.of(
          "MySQL", Pattern.compile("(8\\.0|9\\.7)\\..*"),
          "MariaDB", Pattern.compile("11\\.4\\..*"),
          "OceanBase", Pattern.compile(".*seekdb-v1\\.4\\..*"));

  private final EndpointUse use;
  private final ServerFacts facts;

  ServerVersionCheck(EndpointUse use, ServerFacts facts) {
    this.use = use;
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String name = use.name() + "_VERSION";
    String version = facts.product() + " " + facts.version();
    Pattern tested = TESTED.get(facts.product());
    if (tested != null && tested.matcher(facts.version()).matches()) {
      return List.of(PrecheckItem.passed(name, version));
    }
    return List.of(
        PrecheckItem.warning(
            name,
            version,
            "this version was not tested with this library",
            "try the project on a copy first, and compare the rows"));
  }
}
