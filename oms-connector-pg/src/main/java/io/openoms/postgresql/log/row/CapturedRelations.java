package io.openoms.postgresql.log.row;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.message.LogMessage.Relation;
import io.openoms.postgresql.log.message.LogMessage.Row;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The captured tables, and the relations of the log that are theirs: tables and partitions are
 * known by the catalog's numbers, so that one with another name is noticed. One thread.
 */
public final class CapturedRelations {

  private final LogCatalog catalog;
  private final ValueConversions values;
  private final Map<Integer, List<Version>> tables = new HashMap<>();
  private final Map<Integer, Known> relations = new HashMap<>();
  private final Map<ObjectName, Long> skipped = new HashMap<>();

  /** A definition, and the place from which it holds. */
  private record Version(CapturedTable table, long from) {

    static Version of(CapturedTable table) {
      return new Version(
          table, table.validFrom().map(from -> LogPosition.parse(from).lsn()).orElse(0L));
    }
  }

  /** A relation as it was sent last, and what was made of it for each definition. */
  private record Known(
      Relation relation,
      @Nullable Integer table,
      Map<Long, RelationRows> rows,
      Map<Long, Boolean> checked) {}

  /** A row's change, by a version of the table's definition. */
  public record Decoded(ObjectName table, long version, RowChange change) {}

  /**
   * The relations of those tables. Blocks on the catalog.
   *
   * @param values how values travel
   * @throws MigrationException when a table is not there any more
   */
  public CapturedRelations(
      List<CapturedTable> captured, LogCatalog catalog, ValueConversions values) {
    this.catalog = catalog;
    this.values = values;
    for (CapturedTable table : captured) {
      ObjectName name = table.definition().name();
      Integer number = catalog.number(name).orElseThrow(() -> gone(name));
      tables.computeIfAbsent(number, any -> new ArrayList<>()).add(Version.of(table));
    }
  }

  private static MigrationException gone(ObjectName name) {
    return new MigrationException(
        LogError.TABLE_CHANGED, ErrorContext.of(name), "the table is not there any more");
  }

  /** Takes a relation as it is from now on. Blocks on the catalog. */
  public void take(Relation relation) {
    Integer table = catalog.root(relation.id()).orElse(null);
    if (table == null && tables.containsKey(relation.id())) {
      table = relation.id();
    }
    relations.put(relation.id(), new Known(relation, table, new HashMap<>(), new HashMap<>()));
  }

  /**
   * The definition that holds for a transaction, of the table to which a relation belongs; null
   * when the relation is not captured there.
   *
   * @param commit where the transaction's commit begins
   */
  public @Nullable CapturedTable captured(int relation, long commit) {
    Known known = known(relation);
    if (known.table() == null) {
      requireUnknown(known.relation());
      return null;
    }
    CapturedTable last = null;
    for (Version version : tables.getOrDefault(known.table(), List.of())) {
      last = Lsn.isBefore(commit, version.from()) ? last : version.table();
    }
    return last;
  }

  /** A row was skipped; it is counted where its table is captured from a later place on. */
  public void skipped(int relation) {
    Integer table = known(relation).table();
    List<Version> versions = table == null ? List.of() : tables.getOrDefault(table, List.of());
    versions.stream()
        .limit(1)
        .forEach(first -> skipped.merge(first.table().definition().name(), 1L, Long::sum));
  }

  /** The rows that were skipped since the last call, by their table's name. */
  public Map<ObjectName, Long> takeSkipped() {
    if (skipped.isEmpty()) {
      return Map.of();
    }
    Map<ObjectName, Long> counted = Map.copyOf(skipped);
    skipped.clear();
    return counted;
  }

  /** A relation that is gone may have been a partition of a captured table. */
  private void requireUnknown(Relation relation) {
    boolean hasPartitions =
        tables.values().stream()
            .flatMap(List::stream)
            .anyMatch(version -> version.table().definition().partitioning().isPresent());
    if (hasPartitions) {
      throw new MigrationException(
          LogError.TABLE_CHANGED,
          ErrorContext.of(new ObjectName(relation.schema(), relation.name())),
          "the relation is gone, and may have been a partition of a captured table");
    }
  }

  private Known known(int relation) {
    Known known = relations.get(relation);
    if (known == null) {
      throw new MigrationException(
          LogError.LOG_MESSAGE_DAMAGED,
          ErrorContext.none(),
          "changes of a relation " + relation + " that was not described before");
    }
    return known;
  }

  /** The relation's name as the log last told it. */
  public ObjectName name(int relation) {
    Relation told = known(relation).relation();
    return new ObjectName(told.schema(), told.name());
  }

  /** Whether a relation is defined as that definition says. May block on the catalog. */
  public boolean isDefinedAs(int relation, CapturedTable captured) {
    Known known = known(relation);
    return known.checked().computeIfAbsent(captured.version(), version -> isSame(known, captured));
  }

  private boolean isSame(Known known, CapturedTable captured) {
    Relation relation = known.relation();
    boolean isRenamed =
        Objects.equals(known.table(), relation.id())
            && !name(relation.id()).equals(captured.definition().name());
    return !isRenamed && RelationCheck.isSame(relation, captured, catalog);
  }

  /**
   * A row's change by a definition that its relation has.
   *
   * @throws MigrationException when the log does not tell rows by their key, or a value does not
   *     fit
   */
  public Decoded decode(Row row, CapturedTable captured) {
    Known known = known(row.relation());
    RelationRows rows =
        known
            .rows()
            .computeIfAbsent(
                captured.version(),
                version -> {
                  RelationCheck.requireIdentity(known.relation(), captured);
                  return new RelationRows(known.relation(), captured, values);
                });
    return new Decoded(rows.table(), rows.version(), rows.change(row));
  }
}
