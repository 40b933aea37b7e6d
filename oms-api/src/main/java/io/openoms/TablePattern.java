package io.openoms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pattern over object names: a database and a table part, each with {@code *} (any run, also an
 * empty one), {@code ?} (exactly one character), {@code [abc]}, {@code [a-z]} and {@code [!a-z]}
 * (one character of, or not of, a set). Case counts, unless the source ignores it in its names; a
 * part in backticks is taken literally. These are the rules of OceanBase Migration Service.
 * Immutable.
 */
public final class TablePattern {

  private final String text;
  private final Part database;
  private final Part table;

  private TablePattern(String text, Part database, Part table) {
    this.text = text;
    this.database = database;
    this.table = table;
  }

  /**
   * One of the two parts.
   *
   * @param name the name that it stands for alone; empty when it has wildcards
   */
  private record Part(Optional<String> name, Pattern pattern, boolean ignoresCase) {

    static Part parse(String written, String text) {
      return QualifiedText.isQuoted(written) || !hasWildcard(written)
          ? exactly(QualifiedText.unquote(written))
          : new Part(
              Optional.empty(),
              Pattern.compile(Wildcards.toRegex(written, text), Pattern.DOTALL),
              false);
    }

    static Part exactly(String name) {
      return new Part(Optional.of(name), Pattern.compile(Pattern.quote(name)), false);
    }

    Part ignoringCase() {
      int flags = pattern.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
      return new Part(name, Pattern.compile(pattern.pattern(), flags), true);
    }

    boolean matches(String other) {
      return pattern.matcher(other).matches()
          || (ignoresCase
              && name.filter(n -> ObjectName.folded(n).equals(ObjectName.folded(other)))
                  .isPresent());
    }
  }

  /**
   * Reads {@code database.table}, either of which may have wildcards.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static TablePattern parse(String text) {
    String[] parts = QualifiedText.split(text);
    return new TablePattern(text.strip(), Part.parse(parts[0], text), Part.parse(parts[1], text));
  }

  /** The pattern that covers one object, whatever characters its name holds. */
  public static TablePattern exactly(ObjectName object) {
    return new TablePattern(
        written(object.database()) + "." + written(object.name()),
        Part.exactly(object.database()),
        Part.exactly(object.name()));
  }

  private static String written(String name) {
    return hasWildcard(name) ? QualifiedText.inBackticks(name) : QualifiedText.quote(name);
  }

  /** The same pattern, to which case does not count. */
  public TablePattern ignoringCase() {
    return new TablePattern(text, database.ignoringCase(), table.ignoringCase());
  }

  /** The one database that the pattern names; empty when that part has wildcards. */
  public Optional<String> database() {
    return database.name();
  }

  /** Whether the pattern may cover objects of that database. */
  public boolean coversDatabase(String name) {
    return database.matches(name);
  }

  /** Whether the pattern names one table without any wildcard. */
  public boolean isExact() {
    return object().isPresent();
  }

  /** The one object that the pattern names; empty when it has wildcards. */
  Optional<ObjectName> object() {
    return database.name().flatMap(db -> table.name().map(name -> new ObjectName(db, name)));
  }

  /** A pattern for each of the tables that its name stands for; itself where there are none. */
  Stream<TablePattern> parts(Function<ObjectName, List<ObjectName>> parts) {
    List<ObjectName> tables = object().map(parts).orElse(List.of());
    return tables.isEmpty() ? Stream.of(this) : tables.stream().map(TablePattern::exactly);
  }

  /** Whether the pattern covers that object. */
  public boolean matches(ObjectName object) {
    return database.matches(object.database()) && table.matches(object.name());
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TablePattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  static boolean hasWildcard(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0;
  }
}
