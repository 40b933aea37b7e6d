package io.openoms.dialect.mysql.sql;

import java.util.List;

/** The parts of a statement CREATE VIEW as SHOW CREATE VIEW gives it. */
public final class ShownView {

  private ShownView() {}

  /**
   * The view's query, without the check option.
   *
   * @throws IllegalArgumentException when the statement is none that creates a view
   */
  public static String query(String statement) {
    List<Token> tokens = Tokenizer.scan(statement);
    int at = 0;
    while (at < tokens.size() && !tokens.get(at).is("view")) {
      at++;
    }
    // The name, then perhaps the columns in parentheses.
    while (at < tokens.size() && !tokens.get(at).is("as")) {
      at++;
    }
    if (at + 1 >= tokens.size()) {
      throw new IllegalArgumentException("not a view: " + statement);
    }
    int last = tokens.size() - 1;
    if (last > 3
        && tokens.get(last).is("option")
        && tokens.get(last - 1).is("check")
        && tokens.get(last - 3).is("with")) {
      last -= 4;
    }
    return statement.substring(tokens.get(at + 1).start(), tokens.get(last).end());
  }
}
