package io.openoms.dialect.mysql.ddl;

import java.util.List;

/**
 * A way to hold a part of a table. Immutable.
 *
 * @param part the part, changed so far
 * @param notices what is different then
 */
record Alternative<T>(T part, List<String> notices) {

  Alternative {
    notices = List.copyOf(notices);
  }

  /** The part as it is at the source. */
  static <T> Alternative<T> same(T part) {
    return new Alternative<>(part, List.of());
  }
}
