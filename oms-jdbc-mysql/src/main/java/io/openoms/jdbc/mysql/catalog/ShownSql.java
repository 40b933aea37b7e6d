package io.openoms.jdbc.mysql.catalog;

import io.openoms.spi.ServerFacts;

/**
 * Reads SQL as information_schema shows it. From 8.0 on MySQL shows the expressions of defaults,
 * generated columns, CHECKs and functional indexes escaped once more, as if within a literal:
 * {@code _utf8mb4\\'x\\'}. MariaDB and OceanBase show them as they are.
 */
final class ShownSql {

  private final boolean escapedTwice;

  ShownSql(ServerFacts facts) {
    this.escapedTwice = facts.product().equals("MySQL") && !facts.version().startsWith("5.");
  }

  /** The SQL that was shown. */
  String read(String shown) {
    return escapedTwice ? unescape(shown) : shown;
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
