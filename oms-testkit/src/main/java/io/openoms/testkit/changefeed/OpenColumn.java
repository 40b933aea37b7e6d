package io.openoms.testkit.changefeed;

import java.math.BigInteger;
import java.util.Base64;

/**
 * A column's value in an Open Protocol message. Immutable.
 *
 * @param name the column's name
 * @param type the number of its type
 * @param flags its flags
 * @param json its value as JSON
 */
public record OpenColumn(String name, int type, int flags, String json) {

  /** Bytes, or a type that is no text. */
  public static final int BINARY = 1;

  /** The column is part of the key by which rows are told. */
  public static final int HANDLE = 2;

  /** The column is part of the primary key. */
  public static final int PRIMARY = 8;

  /** The column is a unique key. */
  public static final int UNIQUE = 16;

  /** The column is part of a key of several. */
  public static final int MULTIPLE = 32;

  /** The column takes NULL. */
  public static final int NULLABLE = 64;

  /** The column holds no negative numbers. */
  public static final int UNSIGNED = 128;

  /** NULL. */
  public static OpenColumn none(String name, int type, int flags) {
    return new OpenColumn(name, type, flags, "null");
  }

  /** A number of digits alone. */
  public static OpenColumn whole(String name, int type, int flags, BigInteger value) {
    return new OpenColumn(name, type, flags, value.toString());
  }

  /** A double. */
  public static OpenColumn twice(String name, int type, int flags, double value) {
    return new OpenColumn(name, type, flags, GoJson.number(value));
  }

  /** A single. */
  public static OpenColumn single(String name, int type, int flags, float value) {
    return new OpenColumn(name, type, flags, GoJson.number(value));
  }

  /** A text as it is. */
  public static OpenColumn text(String name, int type, int flags, String value) {
    return new OpenColumn(name, type, flags, GoJson.text(value));
  }

  /** Bytes of a BINARY or VARBINARY. */
  public static OpenColumn bytes(String name, int type, int flags, byte[] value) {
    return text(name, type, flags, GoQuote.quote(value));
  }

  /** A TEXT or BLOB. */
  public static OpenColumn large(String name, int type, int flags, byte[] value) {
    return text(name, type, flags, Base64.getEncoder().encodeToString(value));
  }

  /** Whether it is part of the key by which rows are told. */
  public boolean isHandle() {
    return (flags & HANDLE) != 0;
  }

  String encoded() {
    return GoJson.text(name)
        + ":{\"t\":"
        + type
        + (isHandle() ? ",\"h\":true" : "")
        + ",\"f\":"
        + flags
        + ",\"v\":"
        + json
        + "}";
  }
}
