package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Literals;
import io.openoms.dialect.mysql.sql.Edits;
import io.openoms.dialect.mysql.sql.IntroducedText;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Tokenizer;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.type.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /** The text for this target; it must be of the family's dialect. */
  String map(SqlText text) {
    if (!text.isIn(MySqlFamilyDialect.ID)) {
      throw new IllegalArgumentException("SQL of " + text.dialect() + " must be translated before");
    }
    return map(text.sql());
  }

  private String map(String sql) {
    List<Token> tokens = Tokenizer.scan(sql);
    Edits edits = new Edits(sql);
    IntFunction<Token> at =
        i -> i < tokens.size() ? tokens.get(i) : new Token(Token.Kind.SYMBOL, ";", 0, 0);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = at.apply(i + 1);
      if (isIntroducer(token)) {
        literal(token, next, at.apply(i + 2), edits);
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

  /**
   * Writes a literal in utf8mb4 where the target lacks its character set: by the characters that
   * its bytes stand for in that set. A text without hexadecimal has the bytes that our sessions
   * send, UTF-8, whatever its introducer says.
   */
  private void literal(Token introducer, Token next, Token after, Edits edits) {
    String set = introducer.text().substring(1).toLowerCase(Locale.ROOT);
    if (set.equals("binary") || target.characterSets().contains(set)) {
      return;
    }
    if (next.kind() == Token.Kind.TEXT) {
      written(set, next.text().getBytes(StandardCharsets.UTF_8))
          .ifPresent(text -> edits.replace(introducer, next, text));
    } else if (next.is("x") && next.touches(after) && after.kind() == Token.Kind.TEXT) {
      written(set, unhex(after.text())).ifPresent(text -> edits.replace(introducer, after, text));
    } else if (next.kind() == Token.Kind.NUMBER && next.text().startsWith("0x")) {
      written(set, unhex(next.text().substring(2)))
          .ifPresent(text -> edits.replace(introducer, next, text));
    }
  }

  private static byte[] unhex(String digits) {
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }

  private static Optional<String> written(String set, byte[] bytes) {
    return IntroducedText.decode(set, bytes).map(text -> "_utf8mb4" + Literals.text(text));
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
