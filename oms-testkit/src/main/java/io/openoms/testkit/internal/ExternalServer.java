package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** A server somebody else runs, named by the environment: used, never killed. */
public final class ExternalServer implements DatabaseServer {
  private final URI address;
  private final String user;
  private final String password;

  /** The server at a URL of JDBC's, by that account. */
  public ExternalServer(String url, String user, String password) {
    this.address = URI.create(url.replaceFirst("^jdbc:", ""));
    this.user = user;
    this.password = password;
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:" + address.getScheme() + "://" + address.getHost() + ":" + port() + "/";
  }

  @Override
  public int port() {
    int usual = address.getScheme().equals("postgresql") ? 5432 : 3306;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public boolean isRunning() {
    try (Connection connection = connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("Not started here: " + jdbcUrl());
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("Not started here: " + jdbcUrl());
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("Not started here: " + jdbcUrl());
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return jdbcUrl();
  }
}
