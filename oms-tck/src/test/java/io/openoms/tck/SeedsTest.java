package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random tests have the {@linkplain io.openoms.testkit.junit.Seed seed of the day}: with one and
 * the same for ever they would try the same few cases. Neither a generator, nor a variable or a
 * parameter that is called seed, gets a number that stands in the source.
 */
class SeedsTest {

  private static final Pattern SOURCE =
      Pattern.compile(
          "\\.\\./oms-[^/]+/src/test/.*\\.java|\\.\\./oms-(tck|testkit)/src/main/.*\\.java");

  private static final Pattern FIXED =
      Pattern.compile(
          "new (Splittable)?Random\\([0-9_]+L?\\)|getLong\\(\\s*\"[^\"]*seed\""
              + "|(?i:\\b(?:int|long) seed) = [0-9_]+L?;");

  private static final Pattern TAKES_A_SEED =
      Pattern.compile(
          "(static [\\w<>, ]+ )?\\b(\\w+)\\(([^()]*)\\blong seed\\b[^()]*\\)\\s*(?:throws [\\w, ]+)?\\{");

  private static final Pattern NUMBER = Pattern.compile("[0-9_]+L?");

  /**
   * Functions without a server, over hundreds of cases each; their modules lack the kit. And the
   * rows of a table that recorded logs hold, too.
   */
  private static final List<String> PURE =
      List.of(
          "RowDifferenceTest.java",
          "MessageInputTest.java",
          "GtidSetTest.java",
          "SqlBytesTest.java",
          "KeySplitterTest.java",
          "FloatsTable.java");

  @Test
  void noRandomTestHasOneSeedForEver() throws IOException {
    Map<Path, String> sources = sources();
    assertThat(sources).hasSizeGreaterThan(200);
    Map<String, Integer> places = new HashMap<>();
    sources.forEach((file, text) -> takers(type(file), text, places));
    assertThat(places).containsKeys("fight", "TriggeredWriters", "WorkloadOptions\\.of");
    List<String> fixed = new ArrayList<>();
    sources.forEach((file, text) -> fixed(text, places).forEach(it -> fixed.add(file + ": " + it)));
    assertThat(fixed).isEmpty();
  }

  @Test
  void aNumberIsFoundWhereverASeedIsTaken() {
    Map<String, Integer> places = new HashMap<>();
    takers("Shops", "void fight(Server end, long seed, int times) throws SQLException {", places);
    takers("Writers", "  Writers(\n      Server server,\n      long seed) {", places);
    takers("Options", "static Options of(long seed) {", places);
    assertThat(places).isEqualTo(Map.of("fight", 1, "Writers", 1, "Options\\.of", 0));
    assertThat(fixed("shops.fight(end(a, b), 7, 60);", places)).hasSize(1);
    assertThat(fixed("new Writers(server, 11)", places)).hasSize(1);
    assertThat(fixed("Options.of(8); List.of(8)", places)).hasSize(1);
    assertThat(fixed("new Random(1_000L); long seed = 5; int SEED = 3;", places)).hasSize(3);
    assertThat(fixed("fight(end, SEED + 1, 60); new Writers(s, random.nextLong())", places))
        .isEmpty();
  }

  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files
          .filter(file -> SOURCE.matcher(file.toString()).matches())
          .filter(file -> !PURE.contains(file.getFileName().toString()))
          .filter(file -> !file.endsWith("SeedsTest.java"))
          .forEach(file -> sources.put(file, text(file)));
    }
    return sources;
  }

  /** The place of the seed among the parameters of each method or constructor that takes one. */
  private static void takers(String type, String text, Map<String, Integer> places) {
    Matcher taker = TAKES_A_SEED.matcher(text);
    while (taker.find()) {
      String name = taker.group(1) == null ? taker.group(2) : type + "\\." + taker.group(2);
      places.put(name, (int) taker.group(3).chars().filter(c -> c == ',').count());
    }
  }

  private static String type(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static List<String> fixed(String text, Map<String, Integer> places) {
    List<String> found = new ArrayList<>();
    Matcher fixed = FIXED.matcher(text);
    while (fixed.find()) {
      found.add(fixed.group());
    }
    places.forEach(
        (name, place) -> {
          Matcher call = Pattern.compile("\\b" + name + "\\(").matcher(text);
          while (call.find()) {
            List<String> arguments = arguments(text, call.end());
            if (arguments.size() > place && NUMBER.matcher(arguments.get(place)).matches()) {
              found.add(name.replace("\\", "") + "(… " + arguments.get(place) + " …)");
            }
          }
        });
    return found;
  }

  /** The arguments of a call, from behind its parenthesis on. */
  private static List<String> arguments(String text, int begin) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int from = begin;
    for (int at = begin; at < text.length() && depth >= 0; at++) {
      switch (text.charAt(at)) {
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth < 0 || (depth == 0 && text.charAt(at) == ',')) {
        arguments.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    return arguments;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
