package io.openoms.testkit.memory;

import io.openoms.spi.WriteGate;
import java.util.Optional;

/** Refuses writes of a server in memory. Thread-safe. */
record MemoryWriteGate(MemorySession session) implements WriteGate {

  @Override
  public String look() {
    return session.server().gate().name();
  }

  @Override
  public void freeze(boolean ownToo) {
    session.server().gate(ownToo ? MemoryServer.Gate.CLOSED : MemoryServer.Gate.OWN);
  }

  @Override
  public boolean refusesAll(boolean ownToo) {
    return !session.server().isGateLoose();
  }

  @Override
  public Optional<String> holds(boolean ownToo) {
    return session.server().freeze(ownToo);
  }

  @Override
  public boolean passOwn() {
    session.server().gate(MemoryServer.Gate.OWN);
    return true;
  }

  @Override
  public void thaw(String before) {
    session.server().gate(MemoryServer.Gate.valueOf(before));
  }
}
