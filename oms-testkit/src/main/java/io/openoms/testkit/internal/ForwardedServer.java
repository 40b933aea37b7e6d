package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import java.util.List;

/** A server by way of another object, which does all that is not said otherwise. Thread-safe. */
public abstract class ForwardedServer implements DatabaseServer {

  private final DatabaseServer server;

  /** In place of that server. */
  protected ForwardedServer(DatabaseServer server) {
    this.server = server;
  }

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
  public String usualParameters() {
    return server.usualParameters();
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
  public String toString() {
    return server.toString();
  }
}
