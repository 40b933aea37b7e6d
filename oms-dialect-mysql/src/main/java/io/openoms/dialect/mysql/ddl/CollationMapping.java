package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.ServerFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which character sets and collations of a target can stand for those of a source, the best one
 * first. The target's own lists say what it has. Immutable.
 */
final class CollationMapping {

  private static final String WIDEST = "utf8mb4";

  /** Collations for all languages, those that tell most apart first. */
  private static final List<String> GENERAL =
      List.of("_0900_ai_ci", "_unicode_520_ci", "_unicode_ci", "_general_ci");

  private final ServerFacts target;

  CollationMapping(ServerFacts target) {
    this.target = target;
  }

  /** A character set and a collation of the target. */
  record Target(String characterSet, String collation) {}

  boolean has(String characterSet, String collation) {
    return target.characterSets().contains(characterSet) && target.collations().contains(collation);
  }

  /** The target's own pair of that collation; empty when it lacks it. */
  Optional<Target> named(String collation) {
    String set =
        collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
    return has(set, collation) ? Optional.of(new Target(set, collation)) : Optional.empty();
  }

  /**
   * What can stand for a collation: itself alone where the target has it; else such as compare
   * alike, and at last one that tells everything apart. Empty when the target has none of them.
   */
  List<Target> candidates(String characterSet, String collation) {
    if (has(characterSet, collation)) {
      return List.of(new Target(characterSet, collation));
    }
    String set = target.characterSets().contains(characterSet) ? characterSet : WIDEST;
    List<String> names = new ArrayList<>();
    if (!CollationTraits.of(collation).cases()) {
      String suffix = collation.substring(collation.indexOf('_') + 1);
      names.add(set + "_" + suffix);
      // Those that treat trailing spaces as the source does go first.
      boolean spaces = CollationTraits.of(collation).spaces();
      GENERAL.stream()
          .sorted(Comparator.comparing(name -> CollationTraits.of(name).spaces() != spaces))
          .forEach(general -> names.add(set + general));
    }
    names.add(set + "_bin");
    names.add(set + "_0900_bin");
    return Stream.concat(names.stream(), Stream.of(WIDEST + "_general_ci", WIDEST + "_bin"))
        .distinct()
        .flatMap(name -> named(name).stream())
        .filter(found -> isRight(found, collation))
        .toList();
  }

  /** A collation that ignores case never stands for one that tells it. */
  private static boolean isRight(Target found, String collation) {
    return !CollationTraits.of(collation).cases() || CollationTraits.of(found.collation()).cases();
  }
}
