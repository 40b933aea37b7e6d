package io.openoms.cli.file;

import io.openoms.MigrationProject;
import io.openoms.Phase;
import io.openoms.Phases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads the sections of a project file; what is wrong goes to the section's faults. */
final class ProjectFileReader {

  private final Section root;
  private final Path directory;
  private final List<Consumer<MigrationProject.Builder>> settings = new ArrayList<>();

  /** Reads a file; paths in it are meant from that directory. */
  ProjectFileReader(Section root, Path directory) {
    this.root = root;
    this.directory = directory;
  }

  ProjectFile read() {
    String name = root.required("project").orElse("?");
    EndpointReader.source(root.section("source")).ifPresent(e -> settings.add(b -> b.source(e)));
    EndpointReader.sink(root.section("sink")).ifPresent(e -> settings.add(b -> b.sink(e)));
    objects(root.section("objects"));
    List<Phase> phases = phases();
    OptionsReader options = new OptionsReader(root.section("options"));
    options.read();
    settings.add(b -> b.retry(options::apply));
    options.stateSchema().ifPresent(schema -> settings.add(b -> b.stateSchema(schema)));
    root.end();
    return new ProjectFile(
        name,
        phases,
        settings,
        (p, which, choices) -> add(p, which, options, choices),
        new ProjectFile.Choices(false, false));
  }

  static boolean isAboutMissingParts(String fault) {
    return fault.contains("no phase is named")
        || fault.contains("is missing")
        || fault.contains("nothing is included");
  }

  private static void add(
      Phases.Builder builder,
      List<Phase> phases,
      OptionsReader options,
      ProjectFile.Choices choices) {
    if (phases.contains(Phase.SCHEMA)) {
      builder.schema(schema -> options.apply(schema));
    }
    if (phases.contains(Phase.FULL)) {
      builder.full(full -> options.apply(full));
    }
    if (phases.contains(Phase.INCREMENTAL)) {
      builder.incremental(
          incremental -> {
            options.apply(incremental);
            if (choices.endsCaughtUp()) {
              incremental.untilCaughtUp();
            }
          });
    }
    if (phases.contains(Phase.VERIFICATION)) {
      builder.verification(
          verification -> {
            options.apply(verification);
            if (choices.repairs()) {
              verification.repair(true);
            }
          });
    }
    if (phases.contains(Phase.SWITCHOVER)) {
      builder.switchover(switchover -> options.apply(switchover));
    }
    if (phases.contains(Phase.REVERSE_INCREMENTAL)) {
      builder.reverseIncremental(reverse -> options.apply(reverse));
    }
  }

  private List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    for (String label : root.texts("phases")) {
      try {
        Phase phase = Phase.ofLabel(label);
        if (!phases.isEmpty() && phases.get(phases.size() - 1).compareTo(phase) >= 0) {
          root.fault("phases", label + " stands twice, or behind a phase that follows it");
        } else {
          phases.add(phase);
        }
      } catch (IllegalArgumentException e) {
        root.fault("phases", Objects.requireNonNullElse(e.getMessage(), e.toString()));
      }
    }
    if (!root.has("phases")) {
      root.fault("phases", "is missing; such as [schema, full]");
    }
    return phases;
  }

  private void objects(Section section) {
    ObjectsReader objects = new ObjectsReader(section, directory);
    objects.read();
    settings.add(builder -> builder.objects(objects::apply));
  }
}
