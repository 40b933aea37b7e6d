package io.openoms.jdbc.mysql.catalog;

import io.openoms.spi.ServerFacts;
import java.util.regex.Pattern;

/**
 * Reads SQL as information_schema shows it. From 8.0 on MySQL shows the expressions of defaults,
 * generated columns, CHECKs and functional indexes escaped once more, as if within a literal:
 * {@code _utf8mb4\\'x\\'}. MariaDB and OceanBase show them as they are.
 */
final class ShownSql {

  /** What needs no parentheses as a default: literals and the present time. */
  private static final Pattern PLAIN_DEFAULT =
      Pattern.compile(
          "[-+]?[0-9.]+(e[-+]?[0-9]+)?|([bxn]|_[a-z0-9]+ ?)?'.*'|0x[0-9a-f]*|true|false"
              + "|(current_timestamp|now)(\\([0-9]?\\))?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final boolean escapedTwice;

  ShownSql(ServerFacts facts) {
    this.escapedTwice = facts.product().equals("MySQL") && !facts.version().startsWith("5.");
  }

  /** The SQL that was shown. */
  String read(String shown) {
    return escapedTwice ? unescape(shown) : shown;
  }

  /** A default shown as SQL, in parentheses where the language wants them. */
  static String defaultExpression(String sql) {
    return PLAIN_DEFAULT.matcher(sql).matches() ? sql : "(" + sql + ")";
  }

  static String unescape(String shown) {
    StringBuilder sql = new StringBuilder(shown.length());
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '\\' && i + 1 < shown.length()) {
        i++;
        sql.append(meant(shown.charAt(i)));
      } else {
        sql.append(c);
      }
    }
    return sql.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '0' -> '\0';
      case 'Z' -> '\u001a';
      default -> escaped;
    };
  }
}
