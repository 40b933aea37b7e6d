package io.openoms.dialect.mysql.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the columns of a CREATE TABLE statement, as servers show it, have their texts. */
public final class ShownColumns {

  private ShownColumns() {}

  /**
   * A column. Immutable.
   *
   * @param name its name
   * @param type the first word of its type, in lower case
   * @param labels the labels of ENUM and SET, in order
   * @param constant its default, when that is a text or a number without a sign
   */
  public record Shown(String name, String type, List<Token> labels, Optional<Token> constant) {

    public Shown {
      labels = List.copyOf(labels);
    }
  }

  /** The columns, in order; names must be in backticks. */
  public static List<Shown> of(String statement) {
    List<Token> tokens = Tokenizer.scan(statement);
    List<Shown> columns = new ArrayList<>();
    List<Token> element = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth -= token.isSymbol(')') ? 1 : 0;
      boolean ends = (depth == 1 && token.isSymbol(',')) || (depth == 0 && token.isSymbol(')'));
      if (ends) {
        column(element).ifPresent(columns::add);
        element.clear();
      } else if (depth > 0) {
        element.add(token);
      }
      if (depth == 0 && token.isSymbol(')')) {
        break;
      }
      depth += token.isSymbol('(') ? 1 : 0;
    }
    return List.copyOf(columns);
  }

  private static Optional<Shown> column(List<Token> element) {
    if (element.size() < 2 || element.get(0).kind() != Token.Kind.NAME) {
      return Optional.empty();
    }
    String type = element.get(1).text().toLowerCase(Locale.ROOT);
    boolean labelled = type.equals("enum") || type.equals("set");
    List<Token> labels =
        labelled
            ? element.stream()
                .skip(3)
                .takeWhile(token -> !token.isSymbol(')'))
                .filter(token -> token.kind() == Token.Kind.TEXT)
                .toList()
            : List.of();
    return Optional.of(new Shown(element.get(0).text(), type, labels, constant(element)));
  }

  private static Optional<Token> constant(List<Token> element) {
    int depth = 0;
    for (int i = 2; i + 1 < element.size(); i++) {
      Token token = element.get(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      Token next = element.get(i + 1);
      boolean isConstant = next.kind() == Token.Kind.TEXT || next.kind() == Token.Kind.NUMBER;
      // MariaDB shows expressions without parentheses: what goes on is none.
      boolean goesOn = i + 2 < element.size() && element.get(i + 2).kind() == Token.Kind.SYMBOL;
      if (depth == 0 && token.is("default") && isConstant && !goesOn) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }
}
