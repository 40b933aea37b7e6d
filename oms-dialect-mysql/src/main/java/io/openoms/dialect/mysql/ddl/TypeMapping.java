package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.data.DataType;
import java.util.Map;

/** Types that not all servers have, and the texts by which the others hold their values. */
public final class TypeMapping {

  private static final Map<String, String> TEXTS =
      Map.of("uuid", "char(36)", "inet6", "varchar(39)", "inet4", "varchar(15)");

  private TypeMapping() {}

  /** The type as a product with those traits writes it. */
  public static String text(DataType type, DdlTraits traits) {
    return traits.hasAddressTypes()
        ? type.nativeText()
        : TEXTS.getOrDefault(type.nativeText(), type.nativeText());
  }
}
