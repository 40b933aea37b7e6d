package io.openoms.core.plan;

import io.openoms.ObjectSelection;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.Objects;
import java.util.Optional;

/** The rules of a project as its source compares names. Stateless. */
public final class SourceRules {

  private SourceRules() {}

  /**
   * The project, its rules without regard to case where the source takes names so, and for each of
   * the tables that a name stands for. Blocks.
   *
   * @throws MigrationException SELECTION_INVALID when two of them are for one name then
   */
  public static ProjectDefinition of(ProjectDefinition project, EndpointSession source) {
    Optional<Catalog> catalog = source.catalog();
    if (catalog.isEmpty()) {
      return project;
    }
    ObjectSelection selection = project.selection().withParts(catalog.get()::parts);
    if (!catalog.get().ignoresCase()) {
      return project.withSelection(selection);
    }
    try {
      return project.withSelection(selection.ignoringCase());
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          EngineError.SELECTION_INVALID,
          ErrorContext.none(),
          Objects.requireNonNullElse(e.getMessage(), e.toString()),
          e);
    }
  }
}
