package io.openoms;

import java.util.Locale;

/** Which differences a verification looks for. */
public enum VerificationMode {
  /** Rows that are missing at the sink, rows that only the sink has, and rows that differ. */
  NORMAL,
  /** Only the rows of the source: rows that only the sink has are not counted. */
  IN;

  /** The name in project files, such as {@code normal}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
