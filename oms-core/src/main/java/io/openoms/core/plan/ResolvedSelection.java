package io.openoms.core.plan;

import io.openoms.core.table.MigratedObject;
import java.util.List;

/**
 * What a selection covers at the source. Immutable, but for its objects.
 *
 * @param objects the selected objects, tables before views, each by name
 * @param leftBehind what the rules cover and the choice of tables leaves behind, as sentences
 * @param unmatched rules that have no effect, as sentences
 */
public record ResolvedSelection(
    List<MigratedObject> objects, List<String> leftBehind, List<String> unmatched) {

  public ResolvedSelection {
    objects = List.copyOf(objects);
    leftBehind = List.copyOf(leftBehind);
    unmatched = List.copyOf(unmatched);
  }
}
