package io.openoms.cli.file;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.RunLimits;
import io.openoms.error.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A project file: what it says, not yet a project. Immutable.
 *
 * @param name the project's name
 * @param phases what the run does, in order
 * @param settings everything but the phases, as steps of the public builder
 * @param options the phases' options
 * @param choices what the command line adds
 */
public record ProjectFile(
    String name,
    List<Phase> phases,
    List<Consumer<MigrationProject.Builder>> settings,
    PhaseOptions options,
    Choices choices) {

  /**
   * What the command line adds to a file.
   *
   * @param endsCaughtUp whether the phase incremental ends by itself
   * @param repairs whether verification repairs what it finds
   */
  public record Choices(boolean endsCaughtUp, boolean repairs) {}

  /** Options of the phases, as steps of the public builders. */
  public interface PhaseOptions {

    /** Adds the phases with their options. */
    void apply(Phases.Builder builder, List<Phase> phases, Choices choices);
  }

  public ProjectFile {
    phases = List.copyOf(phases);
    settings = List.copyOf(settings);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException with all faults
   */
  public static ProjectFile read(Path file) {
    return read(file, System.getenv());
  }

  static ProjectFile read(Path file, Map<String, String> environment) {
    return read(file.toString(), YamlDocument.text(file), directory(file), environment);
  }

  /** Where paths in a file are meant from. */
  static Path directory(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
  }

  static ProjectFile read(
      String name, String text, Path directory, Map<String, String> environment) {
    Faults faults = new Faults();
    Section root =
        new Section("", YamlDocument.read(name, text), faults, new Environment(environment));
    ProjectFile project = new ProjectFileReader(root, directory).read();
    faults.add(faultsOfBuilder(project, faults));
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults.list());
    }
    return project;
  }

  /** The builder's own faults join the file's, so that all are told at once. */
  private static List<String> faultsOfBuilder(ProjectFile project, Faults found) {
    try {
      project.build(Optional.empty());
      return List.of();
    } catch (ConfigurationException e) {
      // What is missing because it was faulty in the file is not told twice.
      return e.faults().stream()
          .filter(fault -> found.isEmpty() || !ProjectFileReader.isAboutMissingParts(fault))
          .toList();
    }
  }

  /** The same, with the phase incremental ending as soon as the sink has caught up. */
  public ProjectFile untilCaughtUp() {
    return with(new Choices(true, choices.repairs()));
  }

  /** The same, with the phase verification repairing what it finds. */
  public ProjectFile repairing() {
    return with(new Choices(choices.endsCaughtUp(), true));
  }

  private ProjectFile with(Choices chosen) {
    return new ProjectFile(name, phases, settings, options, chosen);
  }

  /** The limits with which a run of the project begins. */
  public RunLimits limits() {
    return build(Optional.empty()).limits();
  }

  /** The project that the file describes, with a listener. */
  public MigrationProject build(Optional<MigrationListener> listener) {
    MigrationProject.Builder builder = MigrationProject.builder(name);
    settings.forEach(setting -> setting.accept(builder));
    builder.phases(p -> options.apply(p, phases, choices));
    listener.ifPresent(builder::listener);
    return builder.build();
  }
}
