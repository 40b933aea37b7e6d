package io.openoms.jdbc.connection;

import io.openoms.jdbc.session.SessionSetting;
import io.openoms.jdbc.session.SettingStatements;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A driver without a server: its connections answer each query by one row with a version. */
final class FakeDriver implements DriverAdapter, SettingStatements {

  private static final Map<Class<?>, Object> EMPTY =
      Map.of(boolean.class, false, int.class, 0, long.class, 0L, int[].class, new int[0]);

  private final List<Link> links = new ArrayList<>();
  private Optional<SQLException> refusal = Optional.empty();

  /** One connection of the driver. */
  static final class Link {
    private boolean closed;

    /** Breaks it, as a driver notices it. */
    void lose() {
      closed = true;
    }

    boolean isClosed() {
      return closed;
    }

    private Connection connection() {
      return proxy(
          Connection.class,
          (self, method, arguments) ->
              switch (method.getName()) {
                case "isClosed" -> closed;
                case "isValid", "getAutoCommit" -> !closed;
                case "createStatement" -> statement();
                case "close", "abort" -> {
                  closed = true;
                  yield null;
                }
                default -> EMPTY.get(method.getReturnType());
              });
    }
  }

  /** All connections that were made, in order. */
  List<Link> links() {
    return links;
  }

  /** Refuses every login from now on. */
  void refuse(SQLException error) {
    refusal = Optional.of(error);
  }

  @Override
  public Connection connect(ConnectionSettings settings) throws SQLException {
    Link link = new Link();
    links.add(link);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return link.connection();
  }

  @Override
  public <T> T prepared(Connection connection, String sql, Making<T> making) throws SQLException {
    return making.make();
  }

  @Override
  public Variables variables(Statement statement) {
    return new Variables("1", Set.of());
  }

  @Override
  public String question(List<SessionSetting> settings) {
    return "version";
  }

  @Override
  public List<String> assignments(Collection<SessionSetting> settings) {
    return List.of();
  }

  @Override
  public String assignment(SessionSetting setting) {
    return setting.name();
  }

  @Override
  public boolean mustAskAgain(SQLException error) {
    return false;
  }

  private static Statement statement() {
    return proxy(
        Statement.class,
        (self, method, arguments) ->
            method.getName().equals("executeQuery") ? row() : EMPTY.get(method.getReturnType()));
  }

  private static ResultSet row() {
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "next" -> true;
              case "getString" -> "1";
              default -> EMPTY.get(method.getReturnType());
            });
  }

  private static <T> T proxy(Class<T> type, NullableHandler handler) {
    InvocationHandler all =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(self);
              case "equals" -> self == arguments[0];
              case "toString" -> type.getSimpleName();
              default -> handler.invoke(self, method, arguments);
            };
    return type.cast(
        Proxy.newProxyInstance(FakeDriver.class.getClassLoader(), new Class<?>[] {type}, all));
  }

  /** An invocation handler whose answers may be null. */
  @FunctionalInterface
  private interface NullableHandler {
    @Nullable Object invoke(
        Object self, java.lang.reflect.Method method, Object @Nullable [] arguments)
        throws SQLException;
  }
}
