package io.openoms.dashboard.action;

import java.util.Objects;

/** An action that cannot be done now. The message is for people. */
public final class ActionRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public ActionRefusedException(String why) {
    super(why);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
