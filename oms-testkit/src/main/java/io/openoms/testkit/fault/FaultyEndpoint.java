package io.openoms.testkit.fault;

import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint whose calls can fail. Every interface of {@link io.openoms.spi} that the real one
 * gives is wrapped; calls that only close, or reach no server, are none.
 */
public final class FaultyEndpoint implements Endpoint {

  private static final String SPI = EndpointSession.class.getPackageName();

  /** They reach no server. */
  private static final Set<String> NO_CALLS =
      Set.of(
          "convert",
          "differences",
          "database",
          "definition",
          "state",
          "changes",
          "capabilities",
          "delivery",
          "dropsTables",
          "includes",
          "covers",
          "ignoresCase",
          "algebra",
          "empty",
          "holdsCascades",
          "holdsTablesWithoutKey",
          "knowsRowsBefore",
          "delay",
          "position",
          "skipped",
          "incomparable",
          "facts",
          "identity",
          "name",
          "probe",
          "whyNoPosition",
          "prechecks",
          "abort",
          "close");

  private final Endpoint real;
  private final Faults faults;
  private final Death death;
  private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();
  private final AtomicInteger total;

  /**
   * An endpoint of one engine.
   *
   * @param total counts the calls of all endpoints of the engine
   */
  public FaultyEndpoint(Endpoint real, Faults faults, Death death, AtomicInteger total) {
    this.real = real;
    this.faults = faults;
    this.death = death;
    this.total = total;
  }

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
    Call call = next("Endpoint.open");
    death.check(call);
    faults.before(call);
    EndpointSession session = real.open(options);
    try {
      death.check(call);
      faults.after(call);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    return EndpointSession.class.cast(wrapped(EndpointSession.class, session));
  }

  private Call next(String name) {
    int number = numbers.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
    return new Call(name, number, total.incrementAndGet());
  }

  @Override
  public String toString() {
    return real.toString();
  }

  private Object wrapped(Class<?> role, Object object) {
    return Proxy.newProxyInstance(
        role.getClassLoader(),
        new Class<?>[] {role},
        (proxy, method, arguments) -> invoke(role, object, method, arguments));
  }

  private @Nullable Object invoke(
      Class<?> role, Object object, Method method, Object @Nullable [] arguments) throws Throwable {
    boolean isCall =
        role != EndpointSession.class
            && method.getDeclaringClass() != Object.class
            && !NO_CALLS.contains(method.getName());
    if (!isCall) {
      return known(call(object, method, arguments));
    }
    Call call = next(role.getSimpleName() + "." + method.getName());
    death.check(call);
    faults.before(call);
    Object result = call(object, method, arguments);
    death.check(call);
    faults.after(call);
    return known(result);
  }

  private static @Nullable Object call(Object object, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object known(@Nullable Object result) {
    if (result instanceof Optional<?> optional) {
      return optional.map(this::known);
    }
    return result == null ? null : role(result).map(role -> wrapped(role, result)).orElse(result);
  }

  /** The interface of the SPI that an object plays, if it has behaviour and is no value. */
  private static Optional<Class<?>> role(Object object) {
    for (Class<?> type : object.getClass().getInterfaces()) {
      String in = type.getPackageName();
      if ((in.equals(SPI) || in.equals(SPI + ".state")) && !type.isSealed()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
