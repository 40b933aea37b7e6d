package io.openoms.spi;

import io.openoms.error.MigrationException;
import java.util.List;

/**
 * A server that a project uses, as a description: address, credentials, options. Immutable; {@code
 * toString} shows no secret. "Source" and "sink" are how a project uses an endpoint, not what it
 * is.
 */
public interface Endpoint {

  /** The product, such as {@code mysql}, {@code mariadb}, {@code oceanbase}. */
  String product();

  /** What is wrong with the description, as sentences; empty when nothing is. Never blocks. */
  List<String> faults();

  /**
   * Whether a project that follows this source leaves something there, which {@link
   * CaptureSetup#release} removes when the project is released. Never blocks.
   */
  default boolean keepsCapture() {
    return false;
  }

  /**
   * Whether the server keeps its log on its own disk for a project that follows it, as a
   * replication slot does, so that {@link CaptureSetup#kept} has something to tell. Never blocks.
   */
  default boolean keepsLog() {
    return false;
  }

  /**
   * Whether it can keep a project's state. What comes back to an endpoint that keeps none is
   * counted where the project keeps its own state. Never blocks.
   */
  default boolean keepsState() {
    return true;
  }

  /**
   * Makes a session: the engine's working hold on the server. Called by the engine once per run,
   * check or plan. Blocks until the server has answered once.
   *
   * @throws MigrationException when the server cannot be reached or refuses the user
   */
  EndpointSession open(EndpointOptions options);
}
