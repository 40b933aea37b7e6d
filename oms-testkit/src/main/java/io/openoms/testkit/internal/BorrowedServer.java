package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;

/** A shared server in the hands of one of its users: closing it leaves it to the others. */
final class BorrowedServer extends ForwardedServer {

  BorrowedServer(DatabaseServer server) {
    super(server);
  }

  @Override
  public void close() {}
}
