package io.openoms.jdbc.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A connection that leaves the set of those given out when it is closed, and whose statements are
 * sent as they are written.
 */
final class TrackedConnection implements InvocationHandler {

  private final Connection delegate;
  private final DriverAdapter driver;
  private final Set<Connection> out;
  private final Predicate<Connection> taken;

  /**
   * Tracks a connection.
   *
   * @param taken asked at the first {@code close()} with the connection itself; true when it was
   *     thrown out and there is nothing to close any more
   */
  TrackedConnection(
      Connection delegate, DriverAdapter driver, Set<Connection> out, Predicate<Connection> taken) {
    this.delegate = delegate;
    this.driver = driver;
    this.out = out;
    this.taken = taken;
  }

  /** The connection beneath a proxy that {@link #proxy()} made. */
  static Connection beneath(Connection proxy) {
    return ((TrackedConnection) Proxy.getInvocationHandler(proxy)).delegate;
  }

  Connection proxy() {
    return (Connection)
        Proxy.newProxyInstance(
            TrackedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("hashCode")) {
      return System.identityHashCode(proxy);
    }
    if (method.getName().equals("equals")) {
      return arguments != null && proxy == arguments[0];
    }
    if (method.getName().equals("close")) {
      // Closed before, or discarded: it may be in use elsewhere by now.
      if (!out.remove(proxy) || taken.test(delegate)) {
        return null;
      }
    }
    if (method.getName().equals("prepareStatement")
        && arguments != null
        && arguments[0] instanceof String sql) {
      return driver.prepared(delegate, sql, () -> Objects.requireNonNull(call(method, arguments)));
    }
    return plain(call(method, arguments));
  }

  /**
   * A statement that was just made looks for no escapes: drivers find <code>{fn …}</code> and the
   * like within quoted names, too, and would change them.
   */
  private static @Nullable Object plain(@Nullable Object made) throws SQLException {
    if (made instanceof Statement statement && !(made instanceof PreparedStatement)) {
      statement.setEscapeProcessing(false);
    }
    return made;
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws SQLException {
    try {
      return method.invoke(delegate, arguments);
    } catch (InvocationTargetException e) {
      throw thrown(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a connection has thrown, as its methods declare it. */
  private static SQLException thrown(Throwable cause) {
    if (cause instanceof SQLException declared) {
      return declared;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new SQLException(cause);
  }
}
