package io.openoms.core.index;

import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.IndexEvent;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds those of a table's indexes that are not at the sink; what an earlier run built is left
 * alone. Before each statement the project must prove to be still ours. Thread-safe.
 */
public final class MissingIndexes {

  private final Roles roles;
  private final ProjectState state;
  private final Control control;
  private final IndexBuilds builds;
  private final String writer;

  /** For one task that writes. */
  public MissingIndexes(
      Roles roles, ProjectState state, Control control, IndexBuilds builds, String writer) {
    this.roles = roles;
    this.state = state;
    this.control = control;
    this.builds = builds;
    this.writer = writer;
  }

  /** Builds what is missing, one after another; a failure names the index. Blocks. */
  public void build(MigratedObject table, List<SchemaStatement> indexes) {
    if (!indexes.isEmpty()) {
      build(table, indexes, roles.targetCatalog().table(table.target()));
    }
  }

  /** The same for a table of which it was just seen how it stands at the sink. */
  public void build(
      MigratedObject table, List<SchemaStatement> indexes, Optional<TableDefinition> atSink) {
    Set<String> present = IndexNames.of(atSink);
    for (SchemaStatement index : indexes) {
      control.check();
      if (!IndexNames.contains(present, index.name())) {
        build(table, index);
      }
    }
  }

  private void build(MigratedObject table, SchemaStatement index) {
    IndexBuilds.Build build = builds.begin(table, index);
    IndexEvent.Status end = IndexEvent.Status.FAILED;
    try {
      state.prove(writer);
      roles.schemaTarget().execute(index);
      end = IndexEvent.Status.COMPLETED;
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition("index " + index.name()));
    } finally {
      builds.end(build, end);
    }
  }
}
