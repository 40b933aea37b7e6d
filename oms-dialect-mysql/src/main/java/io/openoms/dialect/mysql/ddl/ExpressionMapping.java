package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.sql.Edits;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.ServerFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Writes expressions of a source in the target's character sets and collations: where the target
 * lacks one, Unicode ones become utf8mb4. What may not mean the same there is left as it is, so the
 * target refuses it by name. Immutable.
 */
final class ExpressionMapping {

  private static final Set<String> UNICODE =
      Set.of("utf8", "utf8mb3", "utf8mb4", "ucs2", "utf16", "utf16le", "utf32");

  private final ServerFacts target;
  private final CollationMapping collations;

  ExpressionMapping(ServerFacts target, CollationMapping collations) {
    this.target = target;
    this.collations = collations;
  }

  String map(String sql) {
    List<Token> tokens = Tokenizer.scan(sql);
    Edits edits = new Edits(sql);
    IntFunction<Token> at =
        i -> i < tokens.size() ? tokens.get(i) : new Token(Token.Kind.SYMBOL, ";", 0, 0);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = at.apply(i + 1);
      if (isIntroducer(token) && next.kind() == Token.Kind.TEXT && widens(token, next)) {
        edits.replace(token, token, "_utf8mb4");
      } else if (token.is("collate") && next.isName()) {
        collate(next, edits);
      } else if ((token.is("charset") || token.is("using")) && isLackingUnicode(next)) {
        edits.replace(next, next, "utf8mb4");
      } else if (token.is("set")
          && i > 0
          && at.apply(i - 1).is("character")
          && isLackingUnicode(next)) {
        edits.replace(next, next, "utf8mb4");
      }
    }
    return edits.apply();
  }

  private static boolean isIntroducer(Token token) {
    return token.kind() == Token.Kind.WORD && token.text().startsWith("_");
  }

  /** Whether a text with that introducer means the same in utf8mb4, and must be written so. */
  private boolean widens(Token introducer, Token text) {
    String set = introducer.text().substring(1).toLowerCase(Locale.ROOT);
    boolean same = UNICODE.contains(set) || text.text().chars().allMatch(c -> c < 128);
    return !set.equals("binary") && !target.characterSets().contains(set) && same;
  }

  private boolean isLackingUnicode(Token name) {
    String set = name.text().toLowerCase(Locale.ROOT);
    return name.isName() && UNICODE.contains(set) && !target.characterSets().contains(set);
  }

  private void collate(Token name, Edits edits) {
    if (target.collations().contains(name.text()) || !name.text().contains("_")) {
      return;
    }
    String set = name.text().substring(0, name.text().indexOf('_'));
    collations.candidates(set, name.text()).stream()
        .findFirst()
        .ifPresent(found -> edits.replace(name, name, found.collation()));
  }
}
