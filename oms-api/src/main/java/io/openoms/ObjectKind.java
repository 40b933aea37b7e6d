package io.openoms;

import java.util.Locale;

/** The kinds of objects that a migration handles by themselves. */
public enum ObjectKind {
  /** A base table. */
  TABLE,
  /** A view: schema only. */
  VIEW,
  /** A sequence. */
  SEQUENCE;

  /** The name in reports and stored state. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
