package io.openoms;

import java.util.Optional;

/**
 * One line of a selection: a pattern and, where objects are renamed, the database and table at the
 * sink ({@code db.t*=target.*} keeps table names, {@code db.t=target.x} changes one). Immutable.
 *
 * @param pattern what is selected
 * @param targetDatabase the database at the sink, when another one
 * @param targetTable the table at the sink, when another one
 */
public record IncludeRule(
    TablePattern pattern, Optional<String> targetDatabase, Optional<String> targetTable) {

  /**
   * Reads {@code pattern} or {@code pattern=database.table}; a target table of {@code *} keeps the
   * names.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static IncludeRule parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new IncludeRule(TablePattern.parse(text), Optional.empty(), Optional.empty());
    }
    TablePattern pattern = TablePattern.parse(text.substring(0, equals));
    String[] target = QualifiedText.split(text.substring(equals + 1));
    Optional<String> table =
        target[1].equals("*") ? Optional.empty() : Optional.of(QualifiedText.unquote(target[1]));
    return new IncludeRule(pattern, Optional.of(QualifiedText.unquote(target[0])), table);
  }

  /** The name at the sink of an object that the pattern covers. */
  ObjectName targetOf(ObjectName source) {
    return new ObjectName(
        targetDatabase.orElse(source.database()), targetTable.orElse(source.name()));
  }

  @Override
  public String toString() {
    return targetDatabase
        .map(database -> pattern + "=" + database + "." + targetTable.orElse("*"))
        .orElseGet(pattern::toString);
  }
}
