package io.openoms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One line of a selection: a pattern and, where objects are renamed, the database and table at the
 * sink ({@code db.t*=target.*} keeps table names, {@code db.t=target.x} changes one, {@code
 * db.t*=target.x} brings the rows of many tables into one, and so do those of several databases:
 * {@code tenant_*.orders=all.orders}, {@code tenant_*.*=all.*}). Immutable.
 *
 * @param pattern what is selected
 * @param targetDatabase the database at the sink, when another one
 * @param targetTable the table at the sink, when another one
 * @param merging whether its objects may share their target with others
 * @param future whether it may cover nothing now
 */
public record IncludeRule(
    TablePattern pattern,
    Optional<String> targetDatabase,
    Optional<String> targetTable,
    boolean merging,
    boolean future) {

  /**
   * Reads {@code pattern} or {@code pattern=database.table}; a target table of {@code *} keeps the
   * names.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static IncludeRule parse(String text) {
    int equals = QualifiedText.indexOutsideQuotes(text, '=');
    if (equals < 0) {
      return new IncludeRule(
          TablePattern.parse(text), Optional.empty(), Optional.empty(), false, false);
    }
    TablePattern pattern = TablePattern.parse(text.substring(0, equals));
    String[] target = QualifiedText.split(text.substring(equals + 1));
    Optional<String> table =
        target[1].equals("*") ? Optional.empty() : Optional.of(exact(target[1], text));
    boolean merging = pattern.database().isEmpty() || (table.isPresent() && !pattern.isExact());
    return new IncludeRule(pattern, Optional.of(exact(target[0], text)), table, merging, false);
  }

  /** One object that goes to one name at the sink. */
  static IncludeRule of(ObjectName source, ObjectName target, boolean merging) {
    return new IncludeRule(
        TablePattern.exactly(source),
        Optional.of(target.database()),
        Optional.of(target.name()),
        merging,
        false);
  }

  /** The same, to which case does not count. */
  IncludeRule ignoringCase() {
    return new IncludeRule(pattern.ignoringCase(), targetDatabase, targetTable, merging, future);
  }

  /** The same, which may cover nothing now. */
  IncludeRule inFuture() {
    return new IncludeRule(pattern, targetDatabase, targetTable, merging, true);
  }

  /** The same rule for each of the tables that its name stands for; itself where there are none. */
  Stream<IncludeRule> parts(Function<ObjectName, List<ObjectName>> parts) {
    Optional<ObjectName> named = pattern.object();
    List<ObjectName> tables = named.map(parts).orElse(List.of());
    return tables.isEmpty()
        ? Stream.of(this)
        : tables.stream()
            .map(
                part ->
                    new IncludeRule(
                        TablePattern.exactly(part),
                        targetDatabase,
                        targetTable.map(
                            table -> table + part.name().substring(named.get().name().length())),
                        merging,
                        future));
  }

  private static String exact(String part, String rule) {
    if (!QualifiedText.isQuoted(part) && TablePattern.hasWildcard(part)) {
      throw new IllegalArgumentException(
          "'" + rule + "': the target is one table, or .* to keep the tables' names");
    }
    return QualifiedText.unquote(part);
  }

  /** The name at the sink of an object that the pattern covers. */
  ObjectName targetOf(ObjectName source) {
    return new ObjectName(
        targetDatabase.orElse(source.database()), targetTable.orElse(source.name()));
  }

  @Override
  public String toString() {
    return targetDatabase
        .map(database -> pattern + "=" + target(database))
        .orElseGet(pattern::toString);
  }

  private String target(String database) {
    return QualifiedText.quote(database) + "." + targetTable.map(QualifiedText::quote).orElse("*");
  }
}
