package io.openoms.tck;

import io.openoms.spi.CaptureSetup;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowReader;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StateTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An endpoint that tells each edge between the engine and a server as it is passed: before and
 * after every call that reads, writes, commits or creates. The edge's name is the call's, such as
 * {@code SinkTransaction.commit before}.
 */
record EdgeEndpoint(Endpoint real, Consumer<String> edges) implements Endpoint {

  /** What an endpoint opens; calls on these but the first two are edges. */
  private static final Set<Class<?>> ROLES =
      Set.of(
          EndpointSession.class,
          RowSink.class,
          SinkConnection.class,
          SinkTransaction.class,
          StateStore.class,
          StateTransaction.class,
          SchemaTarget.class,
          SnapshotSource.class,
          ChunkSplitter.class,
          ReadPoint.class,
          RowReader.class,
          RowLookup.class,
          CaptureSetup.class,
          ChangeLog.class,
          ChangeReader.class,
          ChangeWriter.class,
          Heartbeat.class);

  /** They reach no server, or only look. */
  private static final Set<String> NO_EDGES =
      Set.of(
          "convert",
          "differences",
          "foreign",
          "unfit",
          "algebra",
          "empty",
          "database",
          "state",
          "validate",
          "close",
          "read",
          "changes",
          "capabilities",
          "delivery",
          "includes",
          "covers",
          "holdsCascades",
          "holdsTablesWithoutKey",
          "knowsRowsBefore",
          "delay",
          "carriesWholeRows",
          "position",
          "whyNoPosition",
          "incomparable");

  @Override
  public String product() {
    return real.product();
  }

  @Override
  public List<String> faults() {
    return real.faults();
  }

  @Override
  public boolean keepsCapture() {
    return real.keepsCapture();
  }

  @Override
  public boolean keepsState() {
    return real.keepsState();
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return EndpointSession.class.cast(wrapped(EndpointSession.class, real.open(options)));
  }

  private Object wrapped(Class<?> role, Object object) {
    return Proxy.newProxyInstance(
        role.getClassLoader(),
        new Class<?>[] {role},
        (proxy, method, arguments) -> call(role, object, method, arguments));
  }

  private Object call(Class<?> role, Object object, Method method, Object[] arguments)
      throws Throwable {
    boolean isEdge =
        role != EndpointSession.class
            && method.getDeclaringClass() != Object.class
            && !NO_EDGES.contains(method.getName());
    String name = role.getSimpleName() + "." + method.getName();
    if (isEdge) {
      edges.accept(name + " before");
    }
    Object result;
    try {
      result = method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (isEdge) {
      edges.accept(name + " after");
    }
    return result instanceof Optional<?> optional ? optional.map(this::known) : known(result);
  }

  private Object known(Object result) {
    return ROLES.stream()
        .filter(role -> role.isInstance(result))
        .findFirst()
        .map(role -> wrapped(role, result))
        .orElse(result);
  }
}
