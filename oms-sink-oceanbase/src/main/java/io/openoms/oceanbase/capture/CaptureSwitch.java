package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;

/** Keeps a project at the way of capture with which it began. Stateless. */
final class CaptureSwitch {

  private CaptureSwitch() {}

  /**
   * Requires that the project has not captured in another way.
   *
   * @throws MigrationException CAPTURE_OTHERWISE when it has
   */
  static void refuse(CaptureBooks books, OwnTable other, CaptureNames names) {
    if (books.isThere(other)) {
      throw new MigrationException(
          CaptureError.CAPTURE_OTHERWISE,
          ErrorContext.none(),
          "the project "
              + names.project()
              + (other == OwnTable.KEYS ? " captures by triggers" : " captures by polling")
              + " since it began");
    }
  }
}
