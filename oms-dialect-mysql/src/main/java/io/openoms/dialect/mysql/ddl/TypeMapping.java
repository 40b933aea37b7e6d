package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.DataType;
import java.util.Map;

/** Types of MariaDB alone, and the texts by which other servers hold their values. */
public final class TypeMapping {

  private static final Map<String, String> TEXTS =
      Map.of("uuid", "char(36)", "inet6", "varchar(39)", "inet4", "varchar(15)");

  private TypeMapping() {}

  /** The type as the server with those facts writes it. */
  public static String text(DataType type, ServerFacts facts) {
    boolean own = facts.product().equals("MariaDB");
    return own ? type.nativeText() : TEXTS.getOrDefault(type.nativeText(), type.nativeText());
  }
}
