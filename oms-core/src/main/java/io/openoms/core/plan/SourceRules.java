package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;

/** The rules of a project as its source compares names. Stateless. */
public final class SourceRules {

  private SourceRules() {}

  /**
   * The project, its rules without regard to case where the source takes names so. Does not block.
   *
   * @throws MigrationException SELECTION_INVALID when two of them are for one name then
   */
  public static ProjectDefinition of(ProjectDefinition project, EndpointSession source) {
    if (!source.catalog().map(catalog -> catalog.ignoresCase()).orElse(false)) {
      return project;
    }
    try {
      return project.withSelection(project.selection().ignoringCase());
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          EngineError.SELECTION_INVALID, ErrorContext.none(), e.getMessage(), e);
    }
  }
}
