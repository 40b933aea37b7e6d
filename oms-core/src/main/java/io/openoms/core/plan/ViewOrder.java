package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts each view behind those that it reads. One use, one thread. */
public final class ViewOrder {

  private final Catalog catalog;
  private final Map<ObjectName, MigratedObject> views = new LinkedHashMap<>();
  private final Set<ObjectName> seen = new LinkedHashSet<>();
  private final List<MigratedObject> ordered = new ArrayList<>();

  private ViewOrder(Catalog catalog, List<MigratedObject> views) {
    this.catalog = catalog;
    views.forEach(view -> this.views.put(view.source(), view));
  }

  /** The same views, each behind those among them that it reads. Blocks on the source. */
  public static List<MigratedObject> of(Catalog catalog, List<MigratedObject> views) {
    ViewOrder order = new ViewOrder(catalog, views);
    order.views.keySet().forEach(order::add);
    return order.ordered;
  }

  private void add(ObjectName name) {
    MigratedObject view = views.get(name);
    if (view == null || !seen.add(name)) {
      return;
    }
    reads(name).forEach(this::add);
    ordered.add(view);
  }

  /** A view whose definition cannot be read fails alone, when it is planned or created. */
  private List<ObjectName> reads(ObjectName name) {
    try {
      return catalog.view(name).map(ViewDefinition::reads).orElse(List.of());
    } catch (MigrationException e) {
      if (Failures.endsRun(e)) {
        throw e;
      }
      return List.of();
    }
  }
}
