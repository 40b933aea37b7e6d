package io.openoms.postgresql.type;

/** A value that no type of the target can hold. The message says why, and does not show it. */
public final class UnfitValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For that reason: a sentence without a full stop. */
  public UnfitValueException(String reason) {
    super(reason, null, false, false);
  }
}
