package io.openoms.postgresql.sql;

import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;

/** The language of PostgreSQL's definitions. Stateless. */
public final class PostgreSqlDialect {

  /** The dialect's name. */
  public static final Dialect ID = new Dialect("postgresql");

  private PostgreSqlDialect() {}

  /** A text of the language. */
  public static SqlText text(String sql) {
    return new SqlText(ID, sql);
  }
}
