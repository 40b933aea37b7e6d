package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import java.util.List;

/** A shared server in the hands of one of its users: closing it leaves it to the others. */
record BorrowedServer(DatabaseServer server) implements DatabaseServer {
  @Override
  public String jdbcUrl() {
    return server.jdbcUrl();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String user() {
    return server.user();
  }

  @Override
  public String password() {
    return server.password();
  }

  @Override
  public List<String> usualSession() {
    return server.usualSession();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void restart() {
    server.restart();
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return server.toString();
  }
}
