package io.openoms.tidb.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.tidb.catalog.TextOrder;
import io.openoms.tidb.catalog.TextOrderProbe;
import java.util.List;

/**
 * SOURCE_COLLATIONS: whether the cluster compares texts as their collations say. Where it compares
 * bytes, the target's columns do so, too, by another collation.
 */
final class TextOrderCheck implements Precheck {

  private static final String NAME = "SOURCE_COLLATIONS";

  private final TextOrderProbe order;

  TextOrderCheck(TextOrderProbe order) {
    this.order = order;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(
        order.ask() == TextOrder.BY_COLLATION
            ? PrecheckItem.passed(NAME, "texts are compared as collations say")
            : PrecheckItem.warning(
                NAME,
                "new_collation_enabled",
                "this cluster compares all texts by their bytes, whatever their collation",
                "expect the _bin collation of each character set at the target"));
  }
}
