package io.openoms.hbase.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** SOURCE_VERSION: whether this version was tested. Immutable. */
public record VersionCheck(ServerFacts facts) implements Precheck {

  private static final String NAME = "SOURCE_VERSION";
  private static final String TESTED = "2.6.";
  private static final String OLD = "[01]\\..*";

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String subject = facts.product() + " " + facts.version();
    if (facts.version().matches(OLD)) {
      return List.of(
          PrecheckItem.failed(
              NAME, subject, "it is too old for this library", "upgrade to 2.0 or later"));
    }
    return List.of(
        facts.version().startsWith(TESTED)
            ? PrecheckItem.passed(NAME, subject)
            : PrecheckItem.warning(
                NAME,
                subject,
                "this version was not tested with this library",
                "try the project on a copy first, and compare the cells"));
  }
}
