package io.openoms.spi.precheck;

/** How a project uses an endpoint. */
public enum EndpointUse {
  /** Objects and rows come from it. */
  SOURCE,
  /** Objects and rows go to it, and the bookkeeping stands there. */
  SINK
}
