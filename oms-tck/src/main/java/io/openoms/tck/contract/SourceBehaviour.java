package io.openoms.tck.contract;

import io.openoms.spi.EndpointSession;

/** What a source may do beyond reading definitions and rows: the roles that can be absent. */
public enum SourceBehaviour {
  /** It tells changes. */
  LOG,
  /** Its log must be set up at the server, and what that made is removed in the end. */
  SETUP,
  /** It reads single rows where the log is written. */
  LOOKUP,
  /** It computes fingerprints of rows. */
  FINGERPRINTS,
  /** It writes a row, so that the log moves. */
  HEARTBEAT;

  boolean isIn(EndpointSession session) {
    return switch (this) {
      case LOG -> session.changeLog().isPresent();
      case SETUP -> session.captureSetup().isPresent();
      case LOOKUP -> session.rowLookup().isPresent();
      case FINGERPRINTS -> session.fingerprints().isPresent();
      case HEARTBEAT -> session.heartbeat().isPresent();
    };
  }
}
