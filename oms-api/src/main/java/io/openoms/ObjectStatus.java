package io.openoms;

import java.util.Locale;

/** The status of one object in a migration, as OceanBase Migration Service names them. */
public enum ObjectStatus {
  /** Selected; nothing done yet. */
  INITIALIZING,
  /** Its definition has been read and converted. */
  DDL_OBTAINED,
  /** It is being created at the sink. */
  CREATING,
  /** Created, its rows not (all) there yet. */
  CREATED,
  /** Its rows are being copied. */
  COPYING,
  /** Its secondary indexes are being built. */
  INDEXING,
  /** Done. */
  COMPLETED,
  /** Done; something was converted, and a warning says what. */
  CONVERTED,
  /** Left out knowingly. */
  SKIPPED,
  /** Failed; its error says why, the other objects go on. */
  FAILED,
  /** Holds something that this version or this sink cannot take over. */
  NOT_SUPPORTED;

  /** Whether nothing more will happen to the object in this run. */
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, CONVERTED, SKIPPED, FAILED, NOT_SUPPORTED -> true;
      default -> false;
    };
  }

  /** Whether the object did not arrive although it was asked for. */
  public boolean isFailure() {
    return this == FAILED || this == NOT_SUPPORTED;
  }

  /** Whether phases leave the object alone: it failed, or is skipped. */
  public boolean isOut() {
    return isFailure() || this == SKIPPED;
  }

  /** The name in reports and stored state. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
