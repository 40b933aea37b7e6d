package io.openoms.dialect.mysql.alter;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.parse.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The pairs of names of one RENAME TABLE, which take effect one after another. Immutable.
 *
 * @param pairs each with the name before and after it
 */
public record RenamePairs(List<Pair> pairs) {

  /** A table gets another name. */
  public record Pair(ObjectName from, ObjectName to) {}

  public RenamePairs {
    pairs = List.copyOf(pairs);
  }

  /**
   * Reads them.
   *
   * @param reader behind RENAME TABLE
   * @param database the session's database, for names without one
   */
  public static RenamePairs read(TokenReader reader, String database) {
    reader.accept("if", "exists");
    List<Pair> found = new ArrayList<>();
    do {
      ObjectName from = name(reader, database);
      if (reader.accept("wait")) {
        reader.next();
      } else {
        reader.accept("nowait");
      }
      reader.expect("to");
      found.add(new Pair(from, name(reader, database)));
    } while (reader.acceptSymbol(','));
    return new RenamePairs(found);
  }

  /** A name, with its database or without. */
  public static ObjectName name(TokenReader reader, String database) {
    String first = reader.name();
    return reader.acceptSymbol('.')
        ? new ObjectName(first, reader.name())
        : new ObjectName(database, first);
  }

  /** The name that a table has then; its own when it keeps that. */
  public ObjectName after(ObjectName table, Predicate<ObjectName> isTable) {
    ObjectName now = table;
    boolean isMoved = false;
    for (Pair pair : pairs) {
      if (isMoved ? pair.from().equals(now) : isTable.test(pair.from())) {
        now = pair.to();
        isMoved = true;
      }
    }
    return now;
  }

  /** The name that the table had before which has a name then; that name when none took it. */
  public ObjectName before(ObjectName name, Predicate<ObjectName> isName) {
    ObjectName found = name;
    boolean isMoved = false;
    for (int i = pairs.size() - 1; i >= 0; i--) {
      ObjectName to = pairs.get(i).to();
      if (isMoved ? to.equals(found) : isName.test(to)) {
        found = pairs.get(i).from();
        isMoved = true;
      }
    }
    return found;
  }
}
