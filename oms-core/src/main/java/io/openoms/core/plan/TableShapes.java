package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredShapes;
import java.util.List;
import java.util.Optional;

/**
 * Compares tables at both ends with what their copies count on. Rows that were copied by one
 * definition mean something else under another one: a number is another label of an ENUM, a bound
 * is of other columns. Thread-safe; methods block on the servers.
 */
public final class TableShapes {

  private final TableReads reads;
  private final Roles roles;

  /** For the tables of a run. */
  public TableShapes(Roles roles, TableReads reads) {
    this.roles = roles;
    this.reads = reads;
  }

  /** The shape of a table at the source now. */
  public TableShape source(MigratedObject object) {
    return source(reads.whole(object.source()));
  }

  private TableShape source(TableDefinition whole) {
    TableDefinition selected = reads.selected(whole);
    return TableShape.of(whole, selected.columns(), selected.copyKey());
  }

  private Optional<TableDefinition> atSink(MigratedObject object) {
    return roles.targetCatalog().table(object.target());
  }

  /** Only a primary key is there from the beginning for sure. */
  private static TableShape target(TableDefinition table) {
    List<ColumnDefinition> key =
        table.indexes().stream().anyMatch(i -> i.kind() == IndexDefinition.Kind.PRIMARY)
            ? table.copyKey()
            : List.of();
    return TableShape.of(table, table.columns(), key);
  }

  /**
   * A table was made at the sink for one of that shape at the source. Blocks on the sink, to see
   * what it has made.
   */
  public void made(MigratedObject object, TableShape source) {
    object.shapes(
        new StoredShapes(
            Optional.of(source.text()),
            atSink(object).map(TableShapes::target).map(TableShape::text)));
  }

  /** A table at the sink has followed a change of its source, which is that one now. */
  public void followed(MigratedObject object, TableDefinition whole) {
    made(object, source(whole));
  }

  /**
   * Requires of a table whose changes are captured, those of its definition, too, that the sink's
   * is what is known; what the source's is, the log tells.
   *
   * @throws MigrationException DEFINITION_CHANGED when it is not
   */
  public void requireTarget(MigratedObject object) {
    object
        .shapes()
        .target()
        .ifPresent(
            text ->
                requireTarget(
                    object,
                    TableShape.parse(text),
                    atSink(object).map(TableShapes::target).orElseThrow(() -> gone(object))));
  }

  /**
   * Takes the definitions at both ends for those that the copy counts on, where none are known yet.
   *
   * @throws MigrationException DEFINITION_CHANGED when one of them is not what is known
   */
  public void require(MigratedObject object) {
    require(object, reads.whole(object.source()), atSink(object));
  }

  /**
   * As {@link #require(MigratedObject)}, by definitions that were read just now.
   *
   * @param whole the table at the source with all its columns
   * @param atSink the table at the sink, if it is there
   */
  public void require(
      MigratedObject object, TableDefinition whole, Optional<TableDefinition> atSink) {
    TableShape source = source(whole);
    Optional<TableShape> target = atSink.map(TableShapes::target);
    StoredShapes known = object.shapes();
    known.source().ifPresent(text -> requireSource(object, TableShape.parse(text), source));
    known
        .target()
        .ifPresent(
            text ->
                requireTarget(
                    object, TableShape.parse(text), target.orElseThrow(() -> gone(object))));
    object.shapes(
        new StoredShapes(
            Optional.of(known.source().orElseGet(source::text)),
            known.target().or(() -> target.map(TableShape::text))));
  }

  /**
   * Compares the definition at the source alone with the one that the copy counts on.
   *
   * @throws MigrationException DEFINITION_CHANGED when it is another one now
   */
  public void requireSource(MigratedObject object) {
    TableShape now = source(object);
    object
        .shapes()
        .source()
        .ifPresent(known -> requireSource(object, TableShape.parse(known), now));
  }

  private static void requireSource(MigratedObject object, TableShape known, TableShape now) {
    String differences = known.differences(now);
    if (!differences.isEmpty()) {
      throw changed(
          object,
          "its definition at the source was changed since "
              + object.target()
              + " was made, or its copy began: "
              + differences
              + ". Drop "
              + object.target()
              + " and retry the table, to have it made and copied anew");
    }
  }

  private static void requireTarget(MigratedObject object, TableShape known, TableShape now) {
    String differences = known.differences(now);
    if (!differences.isEmpty()) {
      throw changed(
          object,
          "the table "
              + object.target()
              + " at the sink was changed: "
              + differences
              + ". Change it back, or drop it and retry the table, to have it copied anew");
    }
  }

  private static MigrationException gone(MigratedObject object) {
    return new MigrationException(
        EngineError.TARGET_MISMATCH,
        ErrorContext.of(object.source()),
        "the table "
            + object.target()
            + " is not at the sink any more; retry the table, to have it made and copied anew");
  }

  private static MigrationException changed(MigratedObject object, String description) {
    return new MigrationException(
        EngineError.DEFINITION_CHANGED, ErrorContext.of(object.source()), description);
  }
}
