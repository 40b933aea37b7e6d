package io.openoms.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation, and what stands in them. */
final class Pages {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path DOCS = ROOT.resolve("docs");

  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[*-]|\\d+\\.|#+)\\s");
  private static final Pattern CELL_EDGE = Pattern.compile("(?<!\\\\)\\|");

  private Pages() {}

  /** The pages at the top, those of the documentation, and that of the examples. */
  static List<Path> all() {
    List<Path> pages = new ArrayList<>(in(ROOT, 1));
    pages.addAll(documentation());
    pages.addAll(in(ROOT.resolve("examples"), 1));
    return pages;
  }

  /** Those of the documentation alone. */
  static List<Path> documentation() {
    return in(DOCS, 2);
  }

  /** One for each source. */
  static List<Path> sources() {
    return in(DOCS.resolve("from"), 1);
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of code in a language. */
  static List<String> code(Path page, String language) {
    Matcher blocks =
        Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text(page));
    return blocks.results().map(block -> block.group(1)).toList();
  }

  /** What a reader reads in one go: paragraphs, items of lists and cells of tables; no code. */
  static List<String> passages(Path page) {
    List<String> passages = new ArrayList<>();
    StringBuilder passage = new StringBuilder();
    for (String line : CODE.matcher(text(page)).replaceAll("").lines().toList()) {
      boolean row = line.strip().startsWith("|");
      if (line.isBlank() || row || ITEM.matcher(line).lookingAt()) {
        passages.add(passage.toString());
        passage.setLength(0);
      }
      if (row) {
        passages.addAll(List.of(CELL_EDGE.split(line)));
      } else {
        passage.append(' ').append(line.strip());
      }
    }
    passages.add(passage.toString());
    return passages.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  private static List<Path> in(Path directory, int depth) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
