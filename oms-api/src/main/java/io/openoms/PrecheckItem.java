package io.openoms;

import java.util.Locale;

/**
 * The outcome of one check. Immutable.
 *
 * @param check the stable name of the check, such as {@code SOURCE_PRIVILEGES}
 * @param status how it ended
 * @param subject what was checked: a server, an object, a setting
 * @param cause what was found; empty when passed
 * @param advice what to do, with the statement where there is one; empty when passed
 */
public record PrecheckItem(
    String check, Status status, String subject, String cause, String advice) {

  /** How a check ends. */
  public enum Status {
    /** As it should be. */
    PASSED,
    /** The project cannot run, or cannot run rightly. */
    FAILED,
    /** The project can run; the user should know. */
    WARNING,
    /** Not checked, because something that it needs failed or does not apply. */
    SKIPPED;

    /** The name in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A check that found nothing wrong. */
  public static PrecheckItem passed(String check, String subject) {
    return new PrecheckItem(check, Status.PASSED, subject, "", "");
  }

  /** A check that found what keeps the project from running. */
  public static PrecheckItem failed(String check, String subject, String cause, String advice) {
    return new PrecheckItem(check, Status.FAILED, subject, cause, advice);
  }

  /** A check that found what the user should know. */
  public static PrecheckItem warning(String check, String subject, String cause, String advice) {
    return new PrecheckItem(check, Status.WARNING, subject, cause, advice);
  }

  /** A check that was not made. */
  public static PrecheckItem skipped(String check, String subject, String cause) {
    return new PrecheckItem(check, Status.SKIPPED, subject, cause, "");
  }
}
