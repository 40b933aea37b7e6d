package io.openoms.core.precheck;

import io.openoms.ObjectName;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the triggers of tables that this library has not made. Stateless. */
public final class ForeignTriggers {

  private static final String TRIGGER = "trigger ";

  private ForeignTriggers() {}

  /** Them, each with its table; none of a table that is not there. Blocks. */
  public static List<String> of(Collection<ObjectName> tables, EndpointSession end) {
    Catalog catalog = end.catalog().orElseThrow();
    Optional<CaptureSetup> setup = end.captureSetup();
    return tables.stream()
        .flatMap(table -> catalog.table(table).stream())
        .flatMap(
            table ->
                table.remains().stream()
                    .filter(what -> what.startsWith(TRIGGER))
                    .map(what -> what.substring(TRIGGER.length()))
                    .filter(name -> setup.stream().noneMatch(own -> own.isOwn(name)))
                    .map(name -> name + " of " + table.name()))
        .toList();
  }
}
