package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.traits.VersionTraits;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * SOURCE_VERSION and SINK_VERSION: whether the server is of the product that the endpoint stands
 * for, and whether this library was tested with its version. Others may well work; what they refuse
 * is a named error.
 */
final class ServerVersionCheck implements Precheck {

  private final EndpointUse use;
  private final ServerFacts facts;
  private final VersionTraits versions;
  private final Set<String> products;

  ServerVersionCheck(
      EndpointUse use, ServerFacts facts, VersionTraits versions, Set<String> products) {
    this.use = use;
    this.facts = facts;
    this.versions = versions;
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
    if (versions.isTooOld(facts.version())) {
      return List.of(
          PrecheckItem.failed(
              name, version, "it is too old for this library", "upgrade, or go by a newer copy"));
    }
    if (versions.isTested(facts.version())) {
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
