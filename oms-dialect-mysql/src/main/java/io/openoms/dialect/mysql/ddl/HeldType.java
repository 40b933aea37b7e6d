package io.openoms.dialect.mysql.ddl;

import java.util.Optional;

/**
 * How a target of the family holds a type of another one. Immutable.
 *
 * @param sql the type here; for a refused one, any that lets the rest of the table be judged
 * @param notice what is different here, as the end of a sentence
 * @param fault why no type here holds the values, as the end of a sentence
 */
record HeldType(String sql, Optional<String> notice, Optional<String> fault) {

  /** The type holds each value as it is. */
  static HeldType exact(String sql) {
    return new HeldType(sql, Optional.empty(), Optional.empty());
  }

  /** The type holds each value in another form. */
  static HeldType changed(String sql, String notice) {
    return new HeldType(sql, Optional.of(notice), Optional.empty());
  }

  /** No type holds the values. */
  static HeldType refused(String fault) {
    return new HeldType("longblob", Optional.empty(), Optional.of(fault));
  }
}
