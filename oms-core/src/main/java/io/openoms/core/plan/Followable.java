package io.openoms.core.plan;

import io.openoms.IncrementalOptions;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.CascadeLinks.Followed;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableDefinition;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tables cannot be followed through the source's log, and why. Immutable. */
public final class Followable {

  private final TableReads reads;
  private final CascadeLinks cascades;
  private final SinkRules sink;
  private final Set<ObjectName> keyless;
  private final boolean logsKeyless;
  private final boolean knowsRows;
  private final Map<ObjectName, String> unlogged;
  private final Map<ObjectName, String> unfiltered;
  private final Map<ObjectName, MigrationException> unreadable;

  private Followable(
      TableReads reads,
      CascadeLinks cascades,
      SinkRules sink,
      Set<ObjectName> keyless,
      ChangeLog log,
      Map<ObjectName, String> unlogged,
      Map<ObjectName, String> unfiltered,
      ReadableTables asked) {
    this.unreadable = asked.unreadable();
    this.unlogged = Map.copyOf(unlogged);
    this.unfiltered = Map.copyOf(unfiltered);
    this.reads = reads;
    this.cascades = cascades;
    this.sink = sink;
    this.keyless = Set.copyOf(keyless);
    this.logsKeyless = log.holdsTablesWithoutKey();
    this.knowsRows = log.knowsRowsBefore();
  }

  /**
   * Judges those tables together. Blocks on the source.
   *
   * @param tables their names at the source
   * @param sink what the sink can do
   */
  public static Followable of(
      List<ObjectName> tables,
      TableReads reads,
      Catalog source,
      ChangeLog log,
      IncrementalOptions options,
      SinkRules sink) {
    ReadableTables readable = new ReadableTables(new CatalogAhead(source, tables));
    boolean logsKeyless = log.holdsTablesWithoutKey();
    Set<ObjectName> keyless =
        sink.followsOnlyKeys() || !logsKeyless ? keyless(tables, reads, readable) : Set.of();
    Map<ObjectName, String> unlogged = log.unfollowable(tables);
    Map<ObjectName, String> filters = reads.filters(tables);
    Map<ObjectName, String> unfiltered = filters.isEmpty() ? Map.of() : log.unfiltered(filters);
    if (log.holdsCascades()) {
      return new Followable(
          reads, CascadeLinks.none(), sink, keyless, log, unlogged, unfiltered, readable);
    }
    Map<ObjectName, Followed> followed = new LinkedHashMap<>();
    for (ObjectName name : tables) {
      Optional<TableDefinition> table = readable.find(name);
      if (table.isPresent() && reads.filter(name).isEmpty()) {
        TableDefinition selected = reads.selected(table.get());
        followed.put(name, new Followed(table.get(), selected.storedColumns()));
      }
    }
    boolean all = options.operations().equals(EnumSet.allOf(RowChange.Kind.class));
    return new Followable(
        reads,
        new CascadeLinks(
            followed,
            log.carriesWholeRows(),
            name ->
                !all
                    ? Optional.of("is followed in some operations alone")
                    : reads.isMerged(name)
                        ? Optional.of("is merged with others")
                        : sink.cascadeFault()),
        sink,
        keyless,
        log,
        unlogged,
        unfiltered,
        readable);
  }

  private static Set<ObjectName> keyless(
      List<ObjectName> tables, TableReads reads, ReadableTables readable) {
    return tables.stream()
        .filter(
            name ->
                readable
                    .find(name)
                    .filter(table -> reads.selected(table).copyKey().isEmpty())
                    .isPresent())
        .collect(Collectors.toSet());
  }

  /** What keeps a table from being followed; empty when nothing does. */
  public Optional<MigrationException> fault(ObjectName table) {
    MigrationException unread = unreadable.get(table);
    if (unread != null) {
      return Optional.of(unread.in(ErrorContext.of(table).withPhase(Phase.INCREMENTAL)));
    }
    if (unfiltered.containsKey(table)) {
      return Optional.of(error(table, EngineError.FILTER_NOT_FOLLOWED, unfiltered.get(table)));
    }
    boolean hasKey = !keyless.contains(table);
    if (!hasKey && !logsKeyless) {
      return Optional.of(
          error(
              table,
              EngineError.KEY_NOT_LOGGED,
              "the source's log identifies rows by a primary key, or a unique key without NULL;"
                  + " give the table one, or migrate it in a project without the incremental"
                  + " phase"));
    }
    if (unlogged.containsKey(table)) {
      return Optional.of(error(table, EngineError.CHANGES_UNFOLLOWABLE, unlogged.get(table)));
    }
    Optional<String> unfit =
        sink.fault(hasKey, reads.isMerged(table))
            .or(() -> sink.followFault(hasKey))
            .or(() -> knowsRows ? Optional.empty() : sink.rangeFault(reads.isMerged(table)));
    if (unfit.isPresent()) {
      return Optional.of(error(table, EngineError.SINK_UNFIT, unfit.get()));
    }
    return cascades.fault(table).map(fault -> error(table, EngineError.CASCADES_NOT_LOGGED, fault));
  }

  /** Whether a table's definition could not be read, which may be otherwise in a later run. */
  public boolean isUnreadable(ObjectName table) {
    return unreadable.containsKey(table);
  }

  /** The foreign keys whose work is done again at the sink. */
  public CascadeLinks cascades() {
    return cascades;
  }

  private static MigrationException error(ObjectName table, EngineError code, String what) {
    return new MigrationException(code, ErrorContext.of(table).withPhase(Phase.INCREMENTAL), what);
  }
}
