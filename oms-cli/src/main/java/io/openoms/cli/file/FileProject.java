package io.openoms.cli.file;

import io.openoms.MigrationProject;
import io.openoms.error.ConfigurationException;
import io.openoms.flink.ProjectFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A project file that is read where a cluster copies: it travels as it was written, so each {@code
 * ${NAME}} in it is taken from the environment there.
 *
 * @param name the file's name
 * @param directory where it stood
 * @param text what is in it
 */
public record FileProject(String name, String directory, String text) implements ProjectFactory {

  /**
   * That of a file which was read as a project.
   *
   * @throws ConfigurationException when it cannot be read any more
   */
  public static FileProject of(Path file) {
    try {
      return new FileProject(
          file.toString(),
          ProjectFile.directory(file).toString(),
          Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("the file " + file + " cannot be read: " + e));
    }
  }

  /**
   * The same, to be sent to other machines.
   *
   * @throws ConfigurationException when a secret stands in the file itself
   */
  public FileProject withoutSecrets() {
    List<String> secrets = new LiteralSecrets().in(name, text);
    if (!secrets.isEmpty()) {
      throw new ConfigurationException(
          secrets.stream()
              .map(
                  path ->
                      path
                          + ": the file is sent to the cluster, which keeps and shows it; name a"
                          + " variable of the environment instead, as ${NAME}")
              .toList());
    }
    return this;
  }

  @Override
  public MigrationProject project() {
    return ProjectFile.read(name, text, Path.of(directory), System.getenv())
        .build(Optional.empty());
  }

  /** The name alone: the text may hold what others must not see. */
  @Override
  public String toString() {
    return name;
  }
}
