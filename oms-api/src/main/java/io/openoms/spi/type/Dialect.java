package io.openoms.spi.type;

/**
 * The language in which a server writes definitions. The module of each endpoint defines its own
 * constant; servers that read each other's SQL share one. The engine never looks into it.
 * Immutable.
 *
 * @param id a short name in lower case, such as {@code mysql}
 */
public record Dialect(String id) {

  public Dialect {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a dialect needs an id");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
