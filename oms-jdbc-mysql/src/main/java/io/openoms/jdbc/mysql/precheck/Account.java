package io.openoms.jdbc.mysql.precheck;

import io.openoms.dialect.mysql.Literals;

/** The account that a server knows us as. */
public final class Account {

  private Account() {}

  /** {@code 'user'@'host'}, as GRANT wants it. Blocks. */
  public static String of(Probe probe) {
    String text = probe.rows("SELECT CURRENT_USER()").get(0).get(0);
    int at = text.lastIndexOf('@');
    return at < 0
        ? Literals.text(text)
        : Literals.text(text.substring(0, at)) + "@" + Literals.text(text.substring(at + 1));
  }
}
