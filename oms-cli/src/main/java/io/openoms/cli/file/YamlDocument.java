package io.openoms.cli.file;

import io.openoms.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of YAML 1.2. Messages never quote the file: a password may stand there. */
final class YamlDocument {

  private YamlDocument() {}

  /**
   * The text of a file.
   *
   * @throws ConfigurationException when there is no such file, or it cannot be read
   */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(List.of("there is no file " + file));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("the file " + file + " cannot be read: " + e));
    }
  }

  /**
   * The document: maps, lists, texts, numbers; null when it is empty.
   *
   * @param file the file's name, for messages
   * @throws ConfigurationException when it is no YAML
   */
  static @Nullable Object read(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(file).build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      boolean duplicate = String.valueOf(e.getProblem()).contains("duplicate key");
      throw new ConfigurationException(
          List.of(file + line + (duplicate ? ": a key stands there twice" : ": this is no YAML")));
    } catch (YamlEngineException e) {
      throw new ConfigurationException(List.of(file + ": this is no YAML"));
    }
  }
}
