package io.openoms.postgresql.log.message;

import java.util.Objects;

/** A message is not what its kind asks for, or is of an unknown kind. */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unknown;

  MalformedMessageException(String message, boolean unknown) {
    super(message);
    this.unknown = unknown;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Whether its kind is unknown. */
  public boolean isUnknown() {
    return unknown;
  }
}
