package io.openoms.dialect.mysql.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Judges a statement, walking over its tokens once. One thread. */
final class LoggedStatementReader {

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
          // What was dropped before is removed from where it is kept (OceanBase).
          "PURGE");

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

  /** Verbs of statements that change rows. */
  private static final Set<String> CHANGE_VERBS =
      Set.of(
          "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH", "SELECT", "DO", "CALL", "TABLE",
          "VALUES", "(");

  private final List<Token> tokens;
  private int at;

  LoggedStatementReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  LoggedStatement read() {
    if (at == tokens.size()) {
      return new LoggedStatement(LoggedStatement.Kind.HARMLESS, List.of());
    }
    String verb = next().toUpperCase(Locale.ROOT);
    if (verb.equals("SET") && accept("STATEMENT")) {
      return settingFirst();
    }
    if (HARMLESS_VERBS.contains(verb)) {
      return new LoggedStatement(LoggedStatement.Kind.HARMLESS, List.of());
    }
    return switch (verb) {
      case "ROLLBACK" -> new LoggedStatement(LoggedStatement.Kind.UNDO, List.of());
      case "CREATE" -> create();
      case "ALTER" -> alter();
      case "DROP" -> drop();
      case "TRUNCATE" -> {
        accept("TABLE");
        yield definition(List.of(name()));
      }
      case "RENAME" -> rename();
      default -> {
        LoggedStatement.Kind kind =
            CHANGE_VERBS.contains(verb)
                ? LoggedStatement.Kind.CHANGE
                : LoggedStatement.Kind.UNKNOWN;
        yield new LoggedStatement(kind, everyName());
      }
    };
  }

  /** MariaDB's SET STATEMENT variable = value, … FOR statement. */
  private LoggedStatement settingFirst() {
    while (at < tokens.size() && !accept("FOR")) {
      at++;
    }
    return at < tokens.size()
        ? read()
        : new LoggedStatement(LoggedStatement.Kind.UNKNOWN, List.of());
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
    return new LoggedStatement(LoggedStatement.Kind.DEFINITION, everyName());
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
      return known ? harmless() : new LoggedStatement(LoggedStatement.Kind.DEFINITION, everyName());
    }
    ifExists();
    List<LoggedStatement.Name> names = new ArrayList<>(List.of(name()));
    for (; at < tokens.size(); at++) {
      // EXCHANGE PARTITION … WITH TABLE; MariaDB's CONVERT TABLE … TO PARTITION.
      Token before = tokens.get(at - 1);
      boolean takesPart = word().equals("TABLE") && (before.is("WITH") || before.is("CONVERT"));
      if (takesPart || isRename()) {
        at++;
        names.add(name());
        at--;
      }
    }
    return definition(names);
  }

  /** Another name for the table; steps to the word before it. */
  private boolean isRename() {
    if (!word().equals("RENAME") || at + 1 == tokens.size()) {
      return false;
    }
    Token next = tokens.get(at + 1);
    if (next.is("COLUMN") || next.is("INDEX") || next.is("KEY")) {
      return false;
    }
    if (next.is("TO") || next.is("AS") || next.isSymbol('=')) {
      at++;
    }
    return true;
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
      return known ? harmless() : new LoggedStatement(LoggedStatement.Kind.DEFINITION, everyName());
    }
    ifExists();
    List<LoggedStatement.Name> names = new ArrayList<>(List.of(name()));
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
    return new LoggedStatement(LoggedStatement.Kind.DEFINITION, everyName());
  }

  /** Each name and each pair of names: whatever it is, no table goes unseen. */
  private List<LoggedStatement.Name> everyName() {
    List<LoggedStatement.Name> names = new ArrayList<>();
    for (; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      boolean quoted = token.kind() == Token.Kind.TEXT;
      if (token.isName() || quoted) {
        boolean qualified = at > 1 && tokens.get(at - 1).isSymbol('.');
        Optional<String> database =
            qualified ? Optional.of(tokens.get(at - 2).text()) : Optional.empty();
        names.add(new LoggedStatement.Name(database, Optional.of(token.text())));
      }
    }
    return names;
  }

  private static LoggedStatement harmless() {
    return new LoggedStatement(LoggedStatement.Kind.HARMLESS, List.of());
  }

  private static LoggedStatement definition(List<LoggedStatement.Name> names) {
    return new LoggedStatement(LoggedStatement.Kind.DEFINITION, names);
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

  private LoggedStatement.Name name() {
    String first = next();
    return acceptSymbol('.')
        ? new LoggedStatement.Name(Optional.of(first), Optional.of(next()))
        : new LoggedStatement.Name(Optional.empty(), Optional.of(first));
  }

  private LoggedStatement.Name database() {
    return new LoggedStatement.Name(Optional.of(next()), Optional.empty());
  }
}
