package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SOURCE_VERSION and SINK_VERSION: whether the server is of the product that the endpoint stands
 * for, and whether this library was tested with its version. Others may well work; what they refuse
 * is a named error.
 */
final class ServerVersionCheck implements Precheck {

  /** The versions that the project's own tests run against, by product. */
  private static final Map<String, Pattern> TESTED =
      Map.of(
          "MySQL", Pattern.compile("(8\\.0|9\\.7)\\..*"),
          "MariaDB", Pattern.compile("11\\.4\\..*"),
          "OceanBase", Pattern.compile(".*seekdb-v1\\.4\\..*"));

  /** Below these, session settings that every connection pins do not exist. */
  private static final Map<String, Integer> OLDEST = Map.of("MySQL", 505, "MariaDB", 1002);

  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+).*");

  private final EndpointUse use;
  private final ServerFacts facts;
  private final Set<String> products;

  ServerVersionCheck(EndpointUse use, ServerFacts facts, Set<String> products) {
    this.use = use;
    this.facts = facts;
    this.products = products;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String name = use.name() + "_VERSION";
    String version = facts.product() + " " + facts.version();
    if (!products.contains(facts.product())) {
      return List.of(
          PrecheckItem.failed(
              name,
              version,
              "the project names it as " + String.join(" or ", new TreeSet<>(products)),
              "name the server by its own product, or correct the address"));
    }
    if (isTooOld()) {
      return List.of(
          PrecheckItem.failed(
              name, version, "it is too old for this library", "upgrade, or go by a newer copy"));
    }
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

  private boolean isTooOld() {
    Matcher number = NUMBER.matcher(facts.version());
    return number.matches()
        && Integer.parseInt(number.group(1)) * 100 + Integer.parseInt(number.group(2))
            < OLDEST.getOrDefault(facts.product(), 0);
  }
}
