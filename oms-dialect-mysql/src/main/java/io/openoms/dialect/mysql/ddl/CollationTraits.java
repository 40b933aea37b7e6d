package io.openoms.dialect.mysql.ddl;

import java.util.ArrayList;
import java.util.List;

/**
 * What a collation tells apart, by its name: the family has no better place to ask.
 *
 * @param cases whether case counts
 * @param accents whether accents count
 * @param spaces whether trailing spaces count
 */
record CollationTraits(boolean cases, boolean accents, boolean spaces) {

  static CollationTraits of(String collation) {
    boolean binary = isBinary(collation);
    boolean cases = binary || collation.contains("_cs");
    boolean accents = cases || collation.contains("_as_");
    boolean spaces =
        collation.equals("binary") || collation.contains("_0900_") || collation.contains("nopad");
    return new CollationTraits(cases, accents, spaces);
  }

  static boolean isBinary(String collation) {
    return collation.endsWith("_bin") || collation.equals("binary");
  }

  /** Whether texts that are different here may be equal there. */
  boolean mayMerge(String there) {
    return !isBinary(there) || (spaces && !of(there).spaces);
  }

  /** What lookups notice of a change to another collation, as parts of a sentence. */
  List<String> changes(CollationTraits there) {
    List<String> changes = new ArrayList<>();
    add(changes, "case", cases, there.cases);
    add(changes, "accents", accents, there.accents);
    add(changes, "trailing spaces", spaces, there.spaces);
    return changes;
  }

  private static void add(List<String> changes, String what, boolean here, boolean there) {
    if (here != there) {
      boolean plural = what.endsWith("s");
      String verb =
          there ? (plural ? " count" : " counts") : (plural ? " do not count" : " does not count");
      changes.add(what + verb);
    }
  }
}
