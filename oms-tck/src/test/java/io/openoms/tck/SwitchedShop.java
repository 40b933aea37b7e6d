package io.openoms.tck;

import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.fault.Death;

/** A shop whose application moves between two servers. */
public interface SwitchedShop {

  /** Where the application writes at first. */
  DatabaseServer source();

  /** Where it writes after a switchover. */
  DatabaseServer sink();

  /** The application. */
  MovingApplication application();

  /** Starts an engine. */
  MigrationRun start();

  /**
   * Starts an engine that dies; it does not compare the ends, which would take most of its time.
   */
  MigrationRun start(Death death);

  /** Both ends are equal, and have every order that was committed. */
  void assertEqual(String as) throws Exception;
}
