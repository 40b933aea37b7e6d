package io.openoms.dialect.mysql.sql;

import java.util.Map;
import java.util.TreeMap;

/** Places of an SQL text that are replaced. Not thread-safe. */
public final class Edits {

  private record Edit(int end, String text) {}

  private final String sql;
  private final Map<Integer, Edit> edits = new TreeMap<>();

  /** Nothing is replaced yet. */
  public Edits(String sql) {
    this.sql = sql;
  }

  /** Replaces all from the first token to the last one; places must not overlap. */
  public void replace(Token first, Token last, String text) {
    edits.put(first.start(), new Edit(last.end(), text));
  }

  /** The text with its replacements. */
  public String apply() {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (Map.Entry<Integer, Edit> entry : edits.entrySet()) {
      out.append(sql, done, entry.getKey()).append(entry.getValue().text());
      done = entry.getValue().end();
    }
    return out.append(sql.substring(done)).toString();
  }
}
