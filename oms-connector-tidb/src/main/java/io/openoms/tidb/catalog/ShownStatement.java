package io.openoms.tidb.catalog;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of SHOW CREATE TABLE without TiDB's comments. They are looked for between the tokens
 * alone: names, texts and comments on columns may hold the same letters. Immutable.
 *
 * @param plain the statement for a parser of the family's grammar
 * @param remains what the comments say that stays behind, each once
 * @param unenforced the foreign keys to which the cluster holds no rows
 * @param trials the indexes that are none
 */
record ShownStatement(
    String plain, List<String> remains, Set<String> unenforced, Set<String> trials) {

  /** Executable comments of the family are no gap: what is in them is read as tokens. */
  private static final Pattern COMMENT = Pattern.compile("/\\*(?!!).*?\\*/", Pattern.DOTALL);

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException when a quote or comment does not end
   */
  static ShownStatement of(String statement) {
    return new Reading(statement).read();
  }

  /** One use, one thread. */
  private static final class Reading {
    private final String statement;
    private final List<Token> tokens;
    private final StringBuilder plain = new StringBuilder();
    private final Set<String> remains = new LinkedHashSet<>();
    private final Set<String> unenforced = new LinkedHashSet<>();
    private final Set<String> trials = new LinkedHashSet<>();

    Reading(String statement) {
      this.statement = statement;
      this.tokens = Tokenizer.scan(statement);
    }

    ShownStatement read() {
      int end = 0;
      for (int i = 0; i < tokens.size(); i++) {
        gap(statement.substring(end, tokens.get(i).start()), i);
        end = tokens.get(i).end();
        plain.append(statement, tokens.get(i).start(), end);
      }
      gap(statement.substring(end), tokens.size());
      return new ShownStatement(
          plain.toString(), new ArrayList<>(remains), Set.copyOf(unenforced), Set.copyOf(trials));
    }

    private void gap(String gap, int next) {
      Matcher comment = COMMENT.matcher(gap);
      int done = 0;
      while (comment.find()) {
        plain.append(gap.substring(done, comment.start()));
        done = comment.end();
        attribute(Attribute.of(comment.group()), next);
      }
      plain.append(gap.substring(done));
    }

    private void attribute(Attribute attribute, int next) {
      if (attribute.isGlobalIndex()) {
        // OceanBase has the same clause, as SQL.
        plain.append("GLOBAL");
      } else if (attribute.isInvalidForeignKey()) {
        unenforced.add(nameBefore(next, "constraint"));
      } else if (attribute.isOfTrial()) {
        trials.add(nameBefore(next, "key"));
      }
      attribute.remainder().ifPresent(remains::add);
    }

    /** The name behind the last such word. */
    private String nameBefore(int next, String word) {
      for (int i = next - 2; i >= 0; i--) {
        if (tokens.get(i).is(word) && tokens.get(i + 1).kind() == Token.Kind.NAME) {
          return tokens.get(i + 1).text();
        }
      }
      throw new IllegalArgumentException("has a comment without its " + word);
    }
  }
}
