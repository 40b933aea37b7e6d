package io.openoms;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * The name of a table or view: its database (a schema, where the product calls it so) and its own
 * name, both exactly as the server spells them, never quoted. Immutable.
 *
 * @param database the database; never empty
 * @param name the table's or view's own name; never empty
 */
public record ObjectName(String database, String name)
    implements Comparable<ObjectName>, Serializable {

  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing(ObjectName::database).thenComparing(ObjectName::name);

  public ObjectName {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(name, "name");
    if (database.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("an object name needs a database and a name");
    }
  }

  /**
   * Reads {@code database.name}. Either part may stand in backticks, which it needs when it holds a
   * dot or a backtick (written twice).
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static ObjectName parse(String text) {
    String[] parts = QualifiedText.split(text);
    return new ObjectName(QualifiedText.unquote(parts[0]), QualifiedText.unquote(parts[1]));
  }

  /**
   * The same name with each letter in lower case, by itself: as servers of MySQL's family compare
   * names where case does not count.
   */
  public ObjectName folded() {
    return new ObjectName(folded(database), folded(name));
  }

  /** A part of a name with each letter in lower case, by itself; Java's own way looks around. */
  public static String folded(String part) {
    StringBuilder folded = new StringBuilder(part.length());
    part.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  /** {@code database.name}, for people and reports; a part with a dot or a backtick is quoted. */
  @Override
  public String toString() {
    return QualifiedText.quote(database) + "." + QualifiedText.quote(name);
  }
}
