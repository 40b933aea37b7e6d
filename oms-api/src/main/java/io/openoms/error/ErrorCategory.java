package io.openoms.error;

/** Who can do something about an error. */
public enum ErrorCategory {
  /** The project's configuration or the call is wrong. */
  USAGE,
  /** A precondition at a server is not met: a privilege, a setting, an object that is there. */
  PRECONDITION,
  /** The data or a definition holds what cannot be taken over. */
  DATA,
  /** A server or a link failed for the moment; the same step may succeed later. */
  TRANSIENT,
  /** No server answers at an address, or it takes no connection; it may later. */
  UNREACHABLE,
  /** Another transaction was in the way: a lock, a deadlock; the same step may succeed later. */
  CONTENTION,
  /** A server that answers is short of memory or busy; the same step may succeed later. */
  OVERLOAD,
  /** A server failed in a way that time does not heal. */
  SERVER,
  /** Another engine took the project over, or its stored state does not fit. */
  STATE,
  /** The host's executor, a listener, or a fault of this library. */
  INTERNAL
}
