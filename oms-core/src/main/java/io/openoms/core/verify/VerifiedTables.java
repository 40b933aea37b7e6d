package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.SinkReads;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import io.openoms.spi.state.Milestone;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pairs the tables of a run with those at the sink. Blocks on both ends. Thread-safe. */
final class VerifiedTables {

  private final PhaseContext context;

  VerifiedTables(PhaseContext context) {
    this.context = context;
  }

  /**
   * The names at the sink of all tables that are compared, each with its objects. A table that the
   * run copies is compared when its copy is done.
   */
  Map<ObjectName, List<MigratedObject>> targets() {
    boolean copies = context.project().phases().contains(Phase.FULL);
    return context.tables().stream()
        .filter(table -> !copies || table.has(Milestone.COPIED))
        .collect(Collectors.groupingBy(MigratedObject::target, TreeMap::new, Collectors.toList()));
  }

  /**
   * Why rows at the sink that differ, or that only it has, may not be this project's to change;
   * empty when they are.
   *
   * @param compared the objects whose rows were compared with that table's
   * @param withExtra whether rows that only the sink has were looked for
   */
  Optional<String> rowsOfOthers(
      ObjectName target, List<MigratedObject> compared, boolean withExtra) {
    List<MigratedObject> filling =
        context.objects().stream().filter(object -> object.target().equals(target)).toList();
    if (filling.stream().anyMatch(object -> object.has(Milestone.ROWS_OF_OTHERS))) {
      return Optional.of(
          target
              + " may hold rows that were there before, or of tables that have left the project");
    }
    return filling.stream()
        .filter(object -> withExtra && object.mayHaveRows() && !compared.contains(object))
        .findFirst()
        .map(object -> target + " holds rows of " + object.source() + ", which takes no part");
  }

  /**
   * A table of the sink with its sources.
   *
   * @throws MigrationException TARGET_MISMATCH, or SOURCE_MISSING
   */
  VerifiedTable table(ObjectName target, List<MigratedObject> objects) {
    TableDefinition there =
        context.roles().targetCatalog().table(target).orElseThrow(() -> lacking(target));
    List<TableRead> own = objects.stream().map(this::read).toList();
    List<String> computed = computed(own, there);
    TableRead first = with(own.get(0), computed);
    List<TableRead> sources = own.stream().map(read -> inOrderOf(first, read)).toList();
    TableRead sink = SinkReads.of(first, there);
    return new VerifiedTable(sources, sink, digested(first, sink));
  }

  private TableRead read(MigratedObject object) {
    return context.reads().read(context.reads().definition(object.source()));
  }

  /** The generated columns that both ends compute, and each table of the source has. */
  private static List<String> computed(List<TableRead> sources, TableDefinition there) {
    Stream<TableDefinition> all =
        Stream.concat(sources.stream().map(TableRead::table), Stream.of(there));
    List<TableDefinition> tables = all.toList();
    return sources.get(0).table().columns().stream()
        .map(ColumnDefinition::name)
        .filter(name -> tables.stream().allMatch(table -> isComputed(table, name)))
        .toList();
  }

  private static boolean isComputed(TableDefinition table, String name) {
    return table.column(name).flatMap(ColumnDefinition::generated).isPresent();
  }

  /** The same read with some more columns, as the last ones. */
  private static TableRead with(TableRead read, List<String> more) {
    Stream<ColumnDefinition> columns =
        more.stream().flatMap(name -> read.table().column(name).stream());
    return new TableRead(
        read.table(),
        Stream.concat(read.columns().stream(), columns).toList(),
        read.key(),
        read.filter());
  }

  /** Merged tables may have their columns, and those of their keys, in other orders. */
  private static TableRead inOrderOf(TableRead first, TableRead read) {
    return new TableRead(
        read.table(),
        SinkReads.counterparts(first.columns(), read.table()),
        SinkReads.counterparts(first.key(), read.table()),
        read.filter());
  }

  private static MigrationException lacking(ObjectName target) {
    return new MigrationException(
        EngineError.TARGET_MISMATCH, ErrorContext.of(target), "the table is not at the sink");
  }

  /** Both ends must digest the same columns. */
  private static Set<String> digested(TableRead source, TableRead sink) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < source.columns().size(); i++) {
      if (isLarge(source.columns().get(i)) || isLarge(sink.columns().get(i))) {
        names.add(source.columns().get(i).name());
        names.add(sink.columns().get(i).name());
      }
    }
    return names;
  }

  private static boolean isLarge(ColumnDefinition column) {
    TypeKind kind = column.type().kind();
    boolean mayBe = kind.form() == ValueForm.TEXT || kind.form() == ValueForm.BYTES;
    return mayBe
        && switch (kind) {
          case CHAR, VARCHAR, BINARY, VARBINARY, BIT -> false;
          default -> true;
        };
  }
}
