package io.openoms.dialect.mysql.sql;

import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;

/** The SQL dialect of the family: its servers read each other's definitions. Stateless. */
public final class MySqlFamilyDialect {

  /** Marks texts and types of the family. */
  public static final Dialect ID = new Dialect("mysql");

  private MySqlFamilyDialect() {}

  /** A text of the family. */
  public static SqlText sql(String text) {
    return new SqlText(ID, text);
  }

  /** A default that is an expression of the family. */
  public static DefaultValue expression(String text) {
    return DefaultValue.expression(sql(text));
  }
}
