package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import java.util.List;

/** The checks that compare both servers. */
final class CrossChecks {

  private CrossChecks() {}

  static List<Precheck> of(ServerFacts source, ServerFacts sink) {
    return List.of(
        scope -> List.of(nameCase(source, sink)), scope -> List.of(versions(source, sink)));
  }

  private static PrecheckItem versions(ServerFacts source, ServerFacts sink) {
    return PrecheckItem.passed(
        "VERSIONS",
        source.product() + " " + source.version() + " to " + sink.product() + " " + sink.version());
  }

  private static PrecheckItem nameCase(ServerFacts source, ServerFacts sink) {
    String setting = "lower_case_table_names";
    String atSource = source.setting(setting, "unknown");
    String atSink = sink.setting(setting, "unknown");
    if (atSource.equals(atSink)) {
      return PrecheckItem.passed("NAME_CASE", setting);
    }
    return PrecheckItem.warning(
        "NAME_CASE",
        setting,
        "it is " + atSource + " at the source and " + atSink + " at the sink",
        "make sure that no two selected names differ only in case");
  }
}
