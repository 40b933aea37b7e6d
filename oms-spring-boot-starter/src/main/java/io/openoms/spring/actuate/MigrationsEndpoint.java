package io.openoms.spring.actuate;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.spring.MigrationRuns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The Actuator's endpoint {@code openoms}. It shows the application's projects; it changes them
 * only where {@code management.endpoint.openoms.access} is {@code unrestricted}. It asks no
 * database and shows no row's values.
 */
@Endpoint(id = "openoms", defaultAccess = Access.READ_ONLY)
public final class MigrationsEndpoint {

  private final MigrationRuns runs;

  /** The endpoint of those runs. */
  public MigrationsEndpoint(MigrationRuns runs) {
    this.runs = runs;
  }

  /** All projects, without their objects. */
  @ReadOperation
  public ShownProjects projects() {
    return new ShownProjects(runs.projects().stream().map(this::summary).toList());
  }

  /** One project with its objects; null, which is "not found", when there is no such project. */
  @ReadOperation
  public @Nullable ShownProject project(@Selector String project) {
    return isKnown(project)
        ? runs.run(project)
            .map(run -> ShownProject.withObjects(project, run))
            .orElseGet(() -> ShownProject.notStarted(project))
        : null;
  }

  /**
   * Does something to a project's run and shows it as it is then; what was asked for may take the
   * run a while.
   */
  @WriteOperation
  public ShownProject act(@Selector String project, RunAction action) {
    if (!isKnown(project)) {
      throw new InvalidEndpointRequestException(
          "there is no project " + project, "There is no such project.");
    }
    MigrationRun run =
        action == RunAction.START
            ? runs.start(project)
            : runs.run(project)
                .orElseThrow(
                    () ->
                        new InvalidEndpointRequestException(
                            "project " + project + " was not started",
                            "The project was not started."));
    action.doTo(run);
    return ShownProject.summary(project, run);
  }

  private ShownProject summary(MigrationProject project) {
    Optional<MigrationRun> run = runs.run(project.name());
    return run.map(known -> ShownProject.summary(project.name(), known))
        .orElseGet(() -> ShownProject.notStarted(project.name()));
  }

  private boolean isKnown(String project) {
    return runs.projects().stream().anyMatch(known -> known.name().equals(project));
  }

  /** The application's projects, in the order of their beans. */
  public record ShownProjects(List<ShownProject> projects) {}
}
