package io.openoms.cli.file;

import io.openoms.ObjectSelection;
import io.openoms.TableChoice;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Reads which objects: rules in the file itself, or a list in a file beside it. */
final class ObjectsReader {

  private static final List<String> RULES =
      List.of("include", "exclude", "future", "merge", "map", "where", "columns");

  private final Section section;
  private final Path directory;
  private final List<Consumer<ObjectSelection.Builder>> steps = new ArrayList<>();

  ObjectsReader(Section section, Path directory) {
    this.section = section;
    this.directory = directory;
  }

  void read() {
    rules();
    section.text("csv").ifPresent(this::csv);
    section
        .word("tables", Set.of("all", "with_unique_key"))
        .map(word -> TableChoice.valueOf(word.toUpperCase(Locale.ROOT)))
        .ifPresent(choice -> steps.add(o -> o.tables(choice)));
    section.end();
  }

  void apply(ObjectSelection.Builder builder) {
    steps.forEach(step -> step.accept(builder));
  }

  private void rules() {
    section.texts("include").forEach(rule -> steps.add(o -> o.include(rule)));
    section.texts("exclude").forEach(pattern -> steps.add(o -> o.exclude(pattern)));
    section.texts("future").forEach(rule -> steps.add(o -> o.future(rule)));
    section
        .textsByKey("merge")
        .forEach((target, from) -> steps.add(o -> o.merge(target, from.toArray(String[]::new))));
    section.textByKey("map").forEach((from, to) -> steps.add(o -> o.map(from, to)));
    section.textByKey("where").forEach((table, sql) -> steps.add(o -> o.where(table, sql)));
    section
        .textsByKey("columns")
        .forEach((table, names) -> steps.add(o -> o.columns(table, names.toArray(String[]::new))));
  }

  private void csv(String name) {
    RULES.stream()
        .filter(section::has)
        .forEach(key -> section.fault(key, "stands beside csv, which takes the place of rules"));
    Path list = directory.resolve(name);
    try {
      String text = Files.readString(list, StandardCharsets.UTF_8);
      steps.add(o -> o.csv(text));
    } catch (CharacterCodingException e) {
      section.fault("csv", list + " is no UTF-8");
    } catch (IOException e) {
      section.fault("csv", list + " cannot be read: " + e);
    }
  }
}
