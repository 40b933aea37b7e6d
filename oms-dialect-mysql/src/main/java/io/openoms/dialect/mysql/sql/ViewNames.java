package io.openoms.dialect.mysql.sql;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The tables and views in a view's query, as servers of the family show it: every table as {@code
 * `database`.`table`} after FROM or JOIN, every column as {@code `alias`.`column`} or {@code
 * `database`.`table`.`column`}.
 */
public final class ViewNames {

  private ViewNames() {}

  /** A name of two or three parts and where it stands. */
  private record Chain(int first, List<Token> parts) {

    ObjectName table() {
      return new ObjectName(parts.get(0).text(), parts.get(1).text());
    }

    Token last() {
      return parts.get(parts.size() - 1);
    }
  }

  /** The tables and views that a query reads, each once, in the order in which it names them. */
  public static List<ObjectName> read(String query) {
    List<Token> tokens = Tokenizer.scan(query);
    Set<ObjectName> names = new LinkedHashSet<>();
    chains(tokens).stream()
        .filter(chain -> isTable(tokens, chain))
        .forEach(chain -> names.add(chain.table()));
    return List.copyOf(names);
  }

  /** The query with other names of its tables and views. */
  public static String renamed(String query, Function<ObjectName, ObjectName> names) {
    List<Token> tokens = Tokenizer.scan(query);
    Edits edits = new Edits(query);
    for (Chain chain : chains(tokens)) {
      boolean column = chain.parts().size() == 3;
      if (column || isTable(tokens, chain)) {
        ObjectName here = chain.table();
        ObjectName there = names.apply(here);
        if (!there.equals(here)) {
          Token column3 = chain.last();
          String text =
              Identifiers.quote(there) + (column ? "." + Identifiers.quote(column3.text()) : "");
          edits.replace(chain.parts().get(0), column3, text);
        }
      }
    }
    return edits.apply();
  }

  private static List<Chain> chains(List<Token> tokens) {
    List<Chain> chains = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      List<Token> parts = new ArrayList<>();
      int at = i;
      while (at < tokens.size() && tokens.get(at).kind() == Token.Kind.NAME) {
        parts.add(tokens.get(at));
        boolean more = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol('.');
        at += more ? 2 : 1;
        if (!more) {
          break;
        }
      }
      if (parts.size() == 2 || parts.size() == 3) {
        chains.add(new Chain(i, List.copyOf(parts)));
      }
      if (!parts.isEmpty()) {
        i = at - 1;
      }
    }
    return chains;
  }

  /** Whether a name of two parts follows FROM or JOIN, parentheses between them not counting. */
  private static boolean isTable(List<Token> tokens, Chain chain) {
    if (chain.parts().size() != 2) {
      return false;
    }
    int before = chain.first() - 1;
    while (before >= 0 && tokens.get(before).isSymbol('(')) {
      before--;
    }
    if (before < 0) {
      return false;
    }
    Token word = tokens.get(before);
    return word.is("from") || word.is("join") || word.is("straight_join");
  }
}
