package io.openoms.core.plan;

import io.openoms.IncludeRule;
import io.openoms.ObjectSelection;
import io.openoms.TablePattern;
import io.openoms.spi.Catalog;
import java.util.List;
import java.util.stream.Stream;

/** The databases whose objects a selection may cover. Stateless. */
public final class SelectedDatabases {

  private SelectedDatabases() {}

  /**
   * Those that its rules name, and those at the server that its wildcards stand for. Blocks on the
   * server, which is asked for its databases where there are wildcards alone.
   */
  public static List<String> of(ObjectSelection selection, Catalog catalog) {
    List<TablePattern> patterns = selection.includes().stream().map(IncludeRule::pattern).toList();
    boolean isAsked = patterns.stream().anyMatch(pattern -> pattern.database().isEmpty());
    List<String> all = isAsked ? catalog.databases() : List.of();
    return patterns.stream()
        .flatMap(
            pattern ->
                pattern
                    .database()
                    .map(Stream::of)
                    .orElseGet(() -> all.stream().filter(pattern::coversDatabase)))
        .distinct()
        .toList();
  }
}
