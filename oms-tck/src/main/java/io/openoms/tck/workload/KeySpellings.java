package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;

/** A text key changes in a way that its collation does not see. */
record KeySpellings(Feature feature, WorkloadTable table, String column) implements Change {

  @Override
  public List<WorkloadTable> tables() {
    return List.of(table);
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public boolean apply(WriterSession session) throws SQLException {
    String from = Literals.word(session.random(), session.options().keys());
    List<String> words =
        session.list(
            "SELECT "
                + column
                + " FROM "
                + table.name()
                + " WHERE "
                + column
                + " >= "
                + from
                + " ORDER BY "
                + column
                + " LIMIT 1");
    if (words.isEmpty()) {
      return false;
    }
    String word = words.get(0);
    return session.update(
            "UPDATE "
                + table.name()
                + " SET "
                + column
                + " = '"
                + respelled(word)
                + "' WHERE "
                + column
                + " = '"
                + word
                + "'")
        > 0;
  }

  private String respelled(String word) {
    if (feature == Feature.KEY_TRAILING_SPACE) {
      return word.endsWith(" ") ? word.stripTrailing() : word + " ";
    }
    char first = word.charAt(0);
    return (Character.isUpperCase(first)
            ? Character.toLowerCase(first)
            : Character.toUpperCase(first))
        + word.substring(1);
  }
}
