package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.PlannedObject;
import io.openoms.SchemaOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Says what a run would do with an object; changes nothing. */
public final class Planner {

  private final Roles roles;
  private final TableReads reads;
  private final SchemaOptions options;

  /** A planner over those roles. */
  public Planner(Roles roles, TableReads reads, SchemaOptions options) {
    this.roles = roles;
    this.reads = reads;
    this.options = options;
  }

  /** The same objects, tables first, each view behind those that it reads. Blocks. */
  public List<MigratedObject> inOrder(List<MigratedObject> objects) {
    List<MigratedObject> ordered = new ArrayList<>(ofKind(objects, ObjectKind.TABLE));
    ordered.addAll(ViewOrder.of(roles.sourceCatalog(), ofKind(objects, ObjectKind.VIEW)));
    return ordered;
  }

  private static List<MigratedObject> ofKind(List<MigratedObject> objects, ObjectKind kind) {
    return objects.stream().filter(object -> object.kind() == kind).toList();
  }

  /** The plan of one object; what is wrong with it is a fault of the plan. Blocks. */
  public PlannedObject plan(MigratedObject object) {
    try {
      return object.kind() == ObjectKind.TABLE ? table(object) : view(object);
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      Conversion failed =
          new Conversion(List.of(), List.of(), List.of(), List.of(), List.of(e.getMessage()));
      return planned(object, List.of(), failed);
    }
  }

  /**
   * How the sink holds an object. Blocks; asks the source for rows that would be equal in a key of
   * the sink, which takes as long as a look at all rows.
   */
  public Conversion conversion(MigratedObject object) {
    if (object.kind() == ObjectKind.TABLE) {
      return table(reads.definition(object.source()), object);
    }
    return view(object, object.target());
  }

  /**
   * How the sink holds a view under another name. Blocks.
   *
   * @throws MigrationException SOURCE_MISSING when the view is not at the source any more
   */
  public Conversion view(MigratedObject object, ObjectName name) {
    return roles
        .sourceCatalog()
        .view(object.source())
        .map(view -> view(view, name))
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.SOURCE_MISSING,
                    ErrorContext.of(object.source()),
                    "the view is not at the source any more"));
  }

  /** A view of a merged table would give each row once for each table that is merged there. */
  private Conversion view(ViewDefinition view, ObjectName target) {
    Set<ObjectName> merged = new LinkedHashSet<>();
    UnaryOperator<ObjectName> names =
        name -> {
          if (reads.isMerged(name)) {
            merged.add(name);
          }
          return reads.target(name);
        };
    Conversion conversion = roles.schemaTarget().convert(view, target, context(names));
    return merged.isEmpty()
        ? conversion
        : conversion.withFault(
            "it reads "
                + merged
                + ", which share a table at the sink with other tables; its query would give their"
                + " rows, too. Exclude it, and create a view at the sink by hand");
  }

  private PlannedObject table(MigratedObject object) {
    TableDefinition table = reads.definition(object.source());
    roles.snapshot().validate(reads.read(table));
    return planned(
        object,
        table.copyKey().stream().map(ColumnDefinition::name).toList(),
        table(table, object));
  }

  private Conversion table(TableDefinition table, MigratedObject object) {
    TableRead read = reads.read(table);
    ConversionContext context =
        new ConversionContext(
            collations(object.source()),
            (key, collations) -> roles.snapshot().collisions(read, key, collations),
            reads::target);
    Conversion conversion =
        UncomparedValues.noted(
            FilterZone.noted(roles.schemaTarget().convert(table, object.target(), context), read),
            read);
    return SinkRules.of(roles.rowSink())
        .fault(!read.key().isEmpty(), reads.isMerged(table.name()))
        .map(conversion::withFault)
        .orElse(conversion);
  }

  /** The statements that build an object's indexes after the copy. Blocks on the sink alone. */
  public List<SchemaStatement> indexes(MigratedObject object) {
    TableDefinition table = reads.definition(object.source());
    return roles.schemaTarget().convert(table, object.target(), context()).afterCopy();
  }

  /**
   * What makes an object's table at the sink follow a change of its source; empty when the sink
   * follows none. Blocks on the sink alone.
   *
   * @param existing the table at the sink as it is now
   */
  public Optional<Conversion> follow(
      MigratedObject object, TableDefinition existing, DefinitionChange change) {
    ConversionContext context =
        new ConversionContext(
            collations(object.source()), (key, collations) -> KeyCollisions.none(), reads::target);
    return roles.schemaTarget().follow(existing, object.target(), change, context);
  }

  /** The collations that the caller asks for, by a name as the source compares it. */
  private Map<String, String> collations(ObjectName source) {
    if (!roles.sourceCatalog().ignoresCase()) {
      return options.collationsOf(source);
    }
    return options.collations().entrySet().stream()
        .filter(entry -> entry.getKey().folded().equals(source.folded()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Map.of());
  }

  private ConversionContext context() {
    return context(reads::target);
  }

  private static ConversionContext context(UnaryOperator<ObjectName> names) {
    return new ConversionContext(Map.of(), (key, collations) -> KeyCollisions.none(), names);
  }

  private PlannedObject view(MigratedObject object) {
    return planned(object, List.of(), conversion(object));
  }

  private PlannedObject planned(MigratedObject object, List<String> key, Conversion conversion) {
    return new PlannedObject(
        object.kind(),
        object.source(),
        object.target(),
        reads.columns(object.source()),
        reads.filter(object.source()),
        object.expectedRows(),
        key,
        conversion.statements().stream().map(SchemaStatement::sql).toList(),
        conversion.afterCopy().stream().map(SchemaStatement::sql).toList(),
        conversion.notices(),
        conversion.heldBack(),
        conversion.faults());
  }
}
