package io.openoms.spi.data;

/** The kinds of column types that endpoints understand among each other. */
public enum TypeKind {
  TINYINT(ValueForm.NUMBER),
  SMALLINT(ValueForm.NUMBER),
  MEDIUMINT(ValueForm.NUMBER),
  INT(ValueForm.NUMBER),
  BIGINT(ValueForm.NUMBER),
  DECIMAL(ValueForm.NUMBER),
  FLOAT(ValueForm.FLOATING),
  DOUBLE(ValueForm.FLOATING),
  BIT(ValueForm.BYTES),
  CHAR(ValueForm.TEXT),
  VARCHAR(ValueForm.TEXT),
  TINYTEXT(ValueForm.TEXT),
  TEXT(ValueForm.TEXT),
  MEDIUMTEXT(ValueForm.TEXT),
  LONGTEXT(ValueForm.TEXT),
  BINARY(ValueForm.BYTES),
  VARBINARY(ValueForm.BYTES),
  TINYBLOB(ValueForm.BYTES),
  BLOB(ValueForm.BYTES),
  MEDIUMBLOB(ValueForm.BYTES),
  LONGBLOB(ValueForm.BYTES),
  /**
   * Travels as its label's number from 1; 0 is the value of an invalid label, not an empty text.
   */
  ENUM(ValueForm.NUMBER),
  /** Travels as its bits' number, unsigned. */
  SET(ValueForm.NUMBER),
  DATE(ValueForm.TEMPORAL),
  TIME(ValueForm.TEMPORAL),
  DATETIME(ValueForm.TEMPORAL),
  TIMESTAMP(ValueForm.TEMPORAL),
  YEAR(ValueForm.NUMBER),
  JSON(ValueForm.TEXT),
  GEOMETRY(ValueForm.BYTES),
  POINT(ValueForm.BYTES),
  LINESTRING(ValueForm.BYTES),
  POLYGON(ValueForm.BYTES),
  MULTIPOINT(ValueForm.BYTES),
  MULTILINESTRING(ValueForm.BYTES),
  MULTIPOLYGON(ValueForm.BYTES),
  GEOMETRYCOLLECTION(ValueForm.BYTES),
  /** Any type that no endpoint here moves yet; its native text says which. */
  OTHER(ValueForm.BYTES);

  private final ValueForm form;

  TypeKind(ValueForm form) {
    this.form = form;
  }

  /** How values of the kind travel. */
  public ValueForm form() {
    return form;
  }

  /** Whether values are shapes: four bytes of their reference system, then well-known binary. */
  public boolean isSpatial() {
    return switch (this) {
      case GEOMETRY,
          POINT,
          LINESTRING,
          POLYGON,
          MULTIPOINT,
          MULTILINESTRING,
          MULTIPOLYGON,
          GEOMETRYCOLLECTION ->
          true;
      default -> false;
    };
  }

  /** Whether values are text in a character set. */
  public boolean hasCharacterSet() {
    return switch (this) {
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, ENUM, SET -> true;
      default -> false;
    };
  }
}
