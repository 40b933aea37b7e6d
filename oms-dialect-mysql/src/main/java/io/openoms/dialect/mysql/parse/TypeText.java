package io.openoms.dialect.mysql.parse;

import io.openoms.spi.data.DataType;

/** Reads a type that stands alone. Stateless. */
public final class TypeText {

  private TypeText() {}

  /**
   * The type that the family writes so.
   *
   * @throws DdlSyntaxException when it is not understood
   */
  public static DataType read(String sql) {
    TokenReader reader = new TokenReader(sql);
    DataType type = new TypeParser(reader).read();
    if (!reader.atEnd()) {
      throw reader.unexpected();
    }
    return type;
  }
}
