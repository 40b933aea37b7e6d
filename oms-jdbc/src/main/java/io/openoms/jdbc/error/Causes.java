package io.openoms.jdbc.error;

import java.util.Collection;

/** Looks through the causes of an error. Stateless. */
public final class Causes {

  private Causes() {}

  /** Whether an error, or one of its causes, is of that type. */
  public static boolean has(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an error, or one of its causes, is of one of those types. */
  static boolean hasAny(Throwable error, Collection<Class<? extends Throwable>> types) {
    return types.stream().anyMatch(type -> has(error, type));
  }
}
