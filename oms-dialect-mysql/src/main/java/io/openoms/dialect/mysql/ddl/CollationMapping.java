package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.ServerFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a character set and collation of the target for those of the source: the same where it has
 * them, else utf8mb4, which holds every character, with a collation that keeps case as the source's
 * does. What changes is noted. Not thread-safe; one per conversion.
 */
final class CollationMapping {

  private static final String WIDEST = "utf8mb4";

  /** A character set and a collation of the target. */
  record Target(String characterSet, String collation) {}

  private final ServerFacts target;
  private final Set<String> notices = new LinkedHashSet<>();

  CollationMapping(ServerFacts target) {
    this.target = target;
  }

  /** What was changed so far, as sentences. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  Target map(String what, String characterSet, String collation) {
    if (target.characterSets().contains(characterSet) && target.collations().contains(collation)) {
      return new Target(characterSet, collation);
    }
    boolean exact = collation.endsWith("_bin") || collation.contains("_cs");
    Target found = new Target(WIDEST, exact ? "utf8mb4_bin" : "utf8mb4_general_ci");
    notices.add(
        what
            + ": collation "
            + collation
            + " becomes "
            + found.collation()
            + ", since the target lacks it");
    return found;
  }
}
