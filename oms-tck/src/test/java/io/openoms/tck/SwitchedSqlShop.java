package io.openoms.tck;

import io.openoms.Direction;
import io.openoms.testkit.DatabaseServer;

/** One whose application places orders by SQL, at two servers. */
public interface SwitchedSqlShop extends SwitchedShop {

  /** Where the application writes at first. */
  DatabaseServer source();

  /** Where it writes after a switchover. */
  DatabaseServer sink();

  /** The application. */
  MovingApplication application();

  @Override
  default void write(Direction direction) {
    application().writeTo(direction == Direction.FORWARD ? source() : sink());
  }

  @Override
  default void awaitMore(int writes) throws InterruptedException {
    application().awaitMore(writes);
  }

  @Override
  default void rest() {
    application().rest();
  }
}
