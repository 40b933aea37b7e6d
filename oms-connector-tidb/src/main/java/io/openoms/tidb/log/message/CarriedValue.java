package io.openoms.tidb.log.message;

import org.jspecify.annotations.Nullable;

/**
 * A column's value as a message carries it. Immutable.
 *
 * @param type the number of its type, in the protocol's numbering
 * @param flags the column's flags, in the protocol's numbering
 * @param isNumber whether the message writes it as a number
 * @param text what the message writes; null for NULL
 */
public record CarriedValue(int type, int flags, boolean isNumber, @Nullable String text) {

  /** Whether it is NULL. */
  public boolean isNull() {
    return text == null;
  }

  /** Sizes only: values may be secret. */
  @Override
  public String toString() {
    return "value of type " + type;
  }
}
