package io.openoms.dialect.mysql.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A statement as a source's log holds it, judged by its words: what it may change. Immutable.
 *
 * @param kind what it does
 * @param names the tables and databases that it may change, over-approximated for what is not known
 */
public record LoggedStatement(Kind kind, List<Name> names) {

  /** What a statement does, as far as tables are concerned. */
  public enum Kind {
    /** Neither rows nor definitions of tables change. */
    HARMLESS,
    /** What the transaction did since a savepoint is undone. */
    UNDO,
    /** Definitions change, or all rows of a table at once. */
    DEFINITION,
    /** Rows change. */
    CHANGE
  }

  /**
   * A name in a statement.
   *
   * @param database the database, where it is written
   * @param table the table; empty when the whole database is meant
   */
  public record Name(Optional<String> database, Optional<String> table) {}

  /** Verbs of statements that change accounts, sessions, statistics or programs alone. */
  private static final Set<String> HARMLESS_VERBS =
      Set.of(
          "GRANT",
          "REVOKE",
          "SET",
          "FLUSH",
          "ANALYZE",
          "OPTIMIZE",
          "REPAIR",
          "CHECK",
          "INSTALL",
          "UNINSTALL",
          "SAVEPOINT",
          "RELEASE",
          "COMMENT",
          "USE",
          "BINLOG",
          "RESET",
          "KILL",
          "XA");

  /** Objects whose definitions do not touch tables. */
  private static final Set<String> HARMLESS_OBJECTS =
      Set.of(
          "USER",
          "ROLE",
          "VIEW",
          "PROCEDURE",
          "FUNCTION",
          "TRIGGER",
          "EVENT",
          "SERVER",
          "TABLESPACE",
          "LOGFILE",
          "UNDO",
          "RESOURCE",
          "INSTANCE",
          "SPATIAL",
          "PACKAGE",
          "SEQUENCE",
          "LIBRARY");

  public LoggedStatement {
    names = List.copyOf(names);
  }

  /**
   * Judges a statement.
   *
   * @throws IllegalArgumentException when its quotes or comments do not end
   */
  public static LoggedStatement read(String sql) {
    List<Token> tokens = Tokenizer.scan(sql);
    return new Reader(tokens).read();
  }

  /** Walks over the tokens once. */
  private static final class Reader {

    private final List<Token> tokens;
    private int at;

    Reader(List<Token> tokens) {
      this.tokens = tokens;
    }

    LoggedStatement read() {
      if (tokens.isEmpty()) {
        return new LoggedStatement(Kind.HARMLESS, List.of());
      }
      String verb = next().toUpperCase(Locale.ROOT);
      if (HARMLESS_VERBS.contains(verb)) {
        return new LoggedStatement(Kind.HARMLESS, List.of());
      }
      return switch (verb) {
        case "ROLLBACK" -> new LoggedStatement(Kind.UNDO, List.of());
        case "CREATE" -> create();
        case "ALTER" -> alter();
        case "DROP" -> drop();
        case "TRUNCATE" -> {
          accept("TABLE");
          yield definition(List.of(name()));
        }
        case "RENAME" -> rename();
        default -> new LoggedStatement(Kind.CHANGE, everyName());
      };
    }

    private LoggedStatement create() {
      boolean replaces = false;
      boolean temporary = false;
      for (; at < tokens.size(); at++) {
        String word = word();
        if (word.equals("TEMPORARY")) {
          temporary = true;
        } else if (word.equals("REPLACE")) {
          replaces = true;
        } else if (word.equals("TABLE")) {
          at++;
          boolean keeps = ifExists() && !replaces;
          return temporary || keeps ? harmless() : definition(List.of(name()));
        } else if (word.equals("INDEX")) {
          return onTable();
        } else if (word.equals("DATABASE") || word.equals("SCHEMA")) {
          at++;
          ifExists();
          // MariaDB can replace a database, which drops the old one.
          return replaces ? definition(List.of(database())) : harmless();
        } else if (HARMLESS_OBJECTS.contains(word) && !isIndexKind(word)) {
          return harmless();
        }
      }
      return new LoggedStatement(Kind.DEFINITION, everyName());
    }

    /** CREATE SPATIAL INDEX, and not CREATE SPATIAL REFERENCE SYSTEM. */
    private boolean isIndexKind(String word) {
      return word.equals("SPATIAL") && at + 1 < tokens.size() && tokens.get(at + 1).is("INDEX");
    }

    private LoggedStatement alter() {
      while (accept("ONLINE") || accept("IGNORE") || accept("OFFLINE")) {
        // They say how, not what.
      }
      if (!accept("TABLE")) {
        boolean known = HARMLESS_OBJECTS.contains(word()) || isDatabase() || isProgram();
        return known ? harmless() : new LoggedStatement(Kind.DEFINITION, everyName());
      }
      ifExists();
      List<Name> names = new ArrayList<>(List.of(name()));
      for (; at < tokens.size(); at++) {
        boolean exchanged = word().equals("TABLE") && tokens.get(at - 1).is("WITH");
        if (exchanged) {
          at++;
          names.add(name());
          at--;
        }
      }
      return definition(names);
    }

    private boolean isDatabase() {
      return word().equals("DATABASE") || word().equals("SCHEMA");
    }

    /** ALTER DEFINER = … VIEW and the like. */
    private boolean isProgram() {
      return word().equals("DEFINER") || word().equals("ALGORITHM") || word().equals("SQL");
    }

    private LoggedStatement drop() {
      if (accept("TEMPORARY")) {
        return harmless();
      }
      if (isDatabase()) {
        at++;
        ifExists();
        return definition(List.of(database()));
      }
      if (word().equals("INDEX")) {
        return onTable();
      }
      if (!accept("TABLE") && !accept("TABLES")) {
        boolean known = HARMLESS_OBJECTS.contains(word()) || word().equals("PREPARE");
        return known ? harmless() : new LoggedStatement(Kind.DEFINITION, everyName());
      }
      ifExists();
      List<Name> names = new ArrayList<>(List.of(name()));
      while (acceptSymbol(',')) {
        names.add(name());
      }
      return definition(names);
    }

    private LoggedStatement rename() {
      if (!accept("TABLE") && !accept("TABLES")) {
        return harmless();
      }
      ifExists();
      return definition(everyName());
    }

    /** An index's statement: the table stands behind ON. */
    private LoggedStatement onTable() {
      for (; at < tokens.size(); at++) {
        if (word().equals("ON")) {
          at++;
          return definition(List.of(name()));
        }
      }
      return new LoggedStatement(Kind.DEFINITION, everyName());
    }

    /** Each name and each pair of names: whatever it is, no table goes unseen. */
    private List<Name> everyName() {
      List<Name> names = new ArrayList<>();
      for (; at < tokens.size(); at++) {
        Token token = tokens.get(at);
        boolean quoted = token.kind() == Token.Kind.TEXT;
        if (token.isName() || quoted) {
          boolean qualified = at > 1 && tokens.get(at - 1).isSymbol('.');
          Optional<String> database =
              qualified ? Optional.of(tokens.get(at - 2).text()) : Optional.empty();
          names.add(new Name(database, Optional.of(token.text())));
        }
      }
      return names;
    }

    private static LoggedStatement harmless() {
      return new LoggedStatement(Kind.HARMLESS, List.of());
    }

    private static LoggedStatement definition(List<Name> names) {
      return new LoggedStatement(Kind.DEFINITION, names);
    }

    private String word() {
      boolean word = at < tokens.size() && tokens.get(at).kind() == Token.Kind.WORD;
      return word ? tokens.get(at).text().toUpperCase(Locale.ROOT) : "";
    }

    private String next() {
      return at < tokens.size() ? tokens.get(at++).text() : "";
    }

    private boolean accept(String keyword) {
      boolean found = at < tokens.size() && tokens.get(at).is(keyword);
      at += found ? 1 : 0;
      return found;
    }

    private boolean acceptSymbol(char symbol) {
      boolean found = at < tokens.size() && tokens.get(at).isSymbol(symbol);
      at += found ? 1 : 0;
      return found;
    }

    /** IF EXISTS or IF NOT EXISTS. */
    private boolean ifExists() {
      if (!accept("IF")) {
        return false;
      }
      accept("NOT");
      accept("EXISTS");
      return true;
    }

    private Name name() {
      String first = next();
      return acceptSymbol('.')
          ? new Name(Optional.of(first), Optional.of(next()))
          : new Name(Optional.empty(), Optional.of(first));
    }

    private Name database() {
      return new Name(Optional.of(next()), Optional.empty());
    }
  }
}
