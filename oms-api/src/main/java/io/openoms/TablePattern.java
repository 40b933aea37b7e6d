package io.openoms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pattern over object names: an exact database and a table part with {@code *} (any run, also an
 * empty one), {@code ?} (exactly one character), {@code [abc]}, {@code [a-z]} and {@code [!a-z]}
 * (one character of, or not of, a set). Case counts, unless the source ignores it in its names; a
 * part in backticks is taken literally. These are the rules of OceanBase Migration Service.
 * Immutable.
 */
public final class TablePattern {

  private final String text;
  private final String database;
  private final Pattern table;
  private final boolean exact;
  private final boolean ignoresCase;

  private TablePattern(
      String text, String database, Pattern table, boolean exact, boolean ignoresCase) {
    this.text = text;
    this.database = database;
    this.table = table;
    this.exact = exact;
    this.ignoresCase = ignoresCase;
  }

  /**
   * Reads {@code database.pattern}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static TablePattern parse(String text) {
    String[] parts = QualifiedText.split(text);
    String database = QualifiedText.unquote(parts[0]);
    if (!QualifiedText.isQuoted(parts[0]) && hasWildcard(database)) {
      throw new IllegalArgumentException(
          "'" + text + "': wildcards stand for tables only, the database is named exactly");
    }
    boolean exact = QualifiedText.isQuoted(parts[1]) || !hasWildcard(parts[1]);
    Pattern table =
        exact
            ? Pattern.compile(Pattern.quote(QualifiedText.unquote(parts[1])))
            : Pattern.compile(Wildcards.toRegex(parts[1], text), Pattern.DOTALL);
    return new TablePattern(text.strip(), database, table, exact, false);
  }

  /** The pattern that covers one object, whatever characters its name holds. */
  public static TablePattern exactly(ObjectName object) {
    String name = object.name();
    String written =
        hasWildcard(name) ? QualifiedText.inBackticks(name) : QualifiedText.quote(name);
    String text = QualifiedText.quote(object.database()) + "." + written;
    Pattern table = Pattern.compile(Pattern.quote(name));
    return new TablePattern(text, object.database(), table, true, false);
  }

  /** The same pattern, to which case does not count. */
  public TablePattern ignoringCase() {
    int flags = table.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return new TablePattern(text, database, Pattern.compile(table.pattern(), flags), exact, true);
  }

  /** The database that the pattern names. */
  public String database() {
    return database;
  }

  /** Whether the pattern names one table without any wildcard. */
  public boolean isExact() {
    return exact;
  }

  /** The one object that the pattern names; empty when it has wildcards. */
  Optional<ObjectName> object() {
    return exact
        ? Optional.of(new ObjectName(database, QualifiedText.unquote(QualifiedText.split(text)[1])))
        : Optional.empty();
  }

  /** A pattern for each of the tables that its name stands for; itself where there are none. */
  Stream<TablePattern> parts(Function<ObjectName, List<ObjectName>> parts) {
    List<ObjectName> tables = object().map(parts).orElse(List.of());
    return tables.isEmpty() ? Stream.of(this) : tables.stream().map(TablePattern::exactly);
  }

  /** Whether the pattern covers that object. */
  public boolean matches(ObjectName object) {
    boolean here =
        ignoresCase
            ? ObjectName.folded(database).equals(ObjectName.folded(object.database()))
            : database.equals(object.database());
    return here && table.matcher(object.name()).matches();
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
