package io.openoms.testkit.tidb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** SQL cut at its quotes: texts, names in backticks, comments are never looked into. Stateless. */
final class SqlPieces {

  private SqlPieces() {}

  /** The same SQL, changed outside of quotes. */
  static String outsideQuotes(String sql, UnaryOperator<String> change) {
    StringBuilder changed = new StringBuilder();
    int plain = 0;
    for (int at = 0; at < sql.length(); ) {
      int end = endOfQuote(sql, at);
      if (end == at) {
        at++;
        continue;
      }
      changed.append(change.apply(sql.substring(plain, at))).append(sql, at, end);
      at = end;
      plain = end;
    }
    return changed.append(change.apply(sql.substring(plain))).toString();
  }

  /** The parts between commas that stand outside of quotes and brackets. */
  static List<String> parts(String sql) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int at = 0; at < sql.length(); ) {
      int end = endOfQuote(sql, at);
      if (end > at) {
        at = end;
        continue;
      }
      char c = sql.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(sql.substring(from, at).strip());
        from = at + 1;
      }
      at++;
    }
    parts.add(sql.substring(from).strip());
    return parts;
  }

  /** Where the quote or comment that begins here ends; the same place when none begins. */
  private static int endOfQuote(String sql, int at) {
    char quote = sql.charAt(at);
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    if (quote != '\'' && quote != '"' && quote != '`') {
      return at;
    }
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      end += sql.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(end + 1, sql.length());
  }
}
