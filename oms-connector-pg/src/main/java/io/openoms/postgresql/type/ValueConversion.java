package io.openoms.postgresql.type;

/**
 * Turns the text that the server prints for values of one type into the bytes in which they travel
 * ({@link io.openoms.spi.data.ValueForm}). The copy and the log share it: both get a value as text,
 * under the same settings of the session. Stateless; thread-safe.
 */
@FunctionalInterface
public interface ValueConversion {

  /** The text is what travels. */
  ValueConversion SAME =
      (text, offset, length) -> java.util.Arrays.copyOfRange(text, offset, offset + length);

  /**
   * A value in the form in which it travels.
   *
   * @param text holds the text, in UTF-8
   * @throws UnfitValueException when no type of the target can hold the value
   */
  byte[] of(byte[] text, int offset, int length);

  /** Whether NULL travels in the value's place. */
  default boolean isNull(byte[] text, int offset, int length) {
    return false;
  }

  /** A whole text. */
  default byte[] of(byte[] text) {
    return of(text, 0, text.length);
  }
}
