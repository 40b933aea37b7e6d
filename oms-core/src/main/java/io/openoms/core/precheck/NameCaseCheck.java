package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** NAME_CASE: names that differ only in case are one name at one end and two at the other. */
record NameCaseCheck(ServerFacts source, ServerFacts sink) implements Precheck {

  private static final String NAME = "NAME_CASE";
  private static final String SETTING = "lower_case_table_names";

  /** A server without the setting tells them apart. */
  private static final String APART = "0";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String atSource = source.setting(SETTING, APART);
    String atSink = sink.setting(SETTING, APART);
    // 1 and 2 differ in how a name is shown alone.
    boolean bothIgnore = !tellsApart(atSource) && !tellsApart(atSink);
    if (atSource.equals(atSink) || bothIgnore) {
      return List.of(PrecheckItem.passed(NAME, SETTING + " = " + atSource));
    }
    return List.of(
        PrecheckItem.warning(
            NAME,
            SETTING,
            "it is " + atSource + " at the source and " + atSink + " at the sink",
            "make sure that no two selected names differ only in case"));
  }

  private static boolean tellsApart(String value) {
    return !value.equals("1") && !value.equals("2");
  }
}
