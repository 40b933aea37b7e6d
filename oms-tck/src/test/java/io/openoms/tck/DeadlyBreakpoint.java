package io.openoms.tck;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A place in the code of another JVM at which that is killed (-9), where no call of an endpoint
 * marks it. Debuggers' breakpoints, so that the code itself knows nothing of it. One thread.
 */
final class DeadlyBreakpoint implements AutoCloseable {

  private static final int FIRST_RETURN = 0xac;
  private static final int LAST_RETURN = 0xb1;

  private final ListeningConnector connector =
      Bootstrap.virtualMachineManager().listeningConnectors().stream()
          .filter(c -> c.transport().name().equals("dt_socket"))
          .findFirst()
          .orElseThrow();
  private final Map<String, Connector.Argument> arguments = connector.defaultArguments();
  private final String type;
  private final String method;
  private final boolean after;
  private final int passing;
  private final String address;

  /**
   * A breakpoint, of a JVM that is to be started with {@link #option()}.
   *
   * @param place such as {@code spool.Spool.sync after}, below {@code io.openoms.core}; after is
   *     the last return in the method's text, an earlier one does not count
   * @param passing at which passing of it
   */
  DeadlyBreakpoint(String place, int passing) throws Exception {
    String path = "io.openoms.core." + place.substring(0, place.indexOf(' '));
    this.type = path.substring(0, path.lastIndexOf('.'));
    this.method = path.substring(path.lastIndexOf('.') + 1);
    this.after = place.endsWith(" after");
    this.passing = passing;
    arguments.get("localAddress").setValue("127.0.0.1");
    arguments.get("timeout").setValue("60000");
    this.address = connector.startListening(arguments);
  }

  String option() {
    return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address;
  }

  /**
   * Waits until the process has come there, and kills it.
   *
   * @return whether it came there; otherwise it has ended by itself or time is over
   */
  boolean strike(Process process, long seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    VirtualMachine machine = connector.accept(arguments);
    ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
    loaded.addClassFilter(type);
    loaded.enable();
    machine.resume();
    try {
      while (process.isAlive() && System.nanoTime() < end) {
        EventSet events = machine.eventQueue().remove(100);
        if (events != null && isHit(events)) {
          process.destroyForcibly().waitFor();
          return true;
        }
      }
      machine.dispose();
    } catch (VMDisconnectedException e) {
      // It has ended, which its exit tells.
    }
    return false;
  }

  private boolean isHit(EventSet events) {
    for (Event event : events) {
      if (event instanceof BreakpointEvent) {
        return true;
      }
      if (event instanceof ClassPrepareEvent prepared) {
        set(prepared.referenceType());
      }
    }
    events.resume();
    return false;
  }

  private void set(ReferenceType of) {
    List<Method> methods = of.methodsByName(method);
    if (methods.isEmpty()) {
      throw new IllegalStateException("there is no " + type + "." + method);
    }
    for (Method one : methods) {
      BreakpointRequest request =
          of.virtualMachine().eventRequestManager().createBreakpointRequest(location(one));
      request.addCountFilter(passing);
      request.enable();
    }
  }

  private Location location(Method of) {
    if (!after) {
      return of.location();
    }
    byte[] code = of.bytecodes();
    int last = code[code.length - 1] & 0xff;
    if (last < FIRST_RETURN || last > LAST_RETURN) {
      throw new IllegalStateException(of + " does not return at its end");
    }
    return of.locationOfCodeIndex(code.length - 1);
  }

  @Override
  public void close() throws IOException, IllegalConnectorArgumentsException {
    connector.stopListening(arguments);
  }
}
