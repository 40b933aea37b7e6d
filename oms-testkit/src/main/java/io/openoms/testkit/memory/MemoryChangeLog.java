package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the log. Thread-safe. */
record MemoryChangeLog(MemorySession session) implements ChangeLog {

  @Override
  public Optional<Position> current() {
    return Optional.of(session.server().logEnd());
  }

  @Override
  public Optional<Position> visible() {
    return Optional.of(session.server().snapshot().position());
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return new MemoryChangeReader(session, request);
  }

  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    return session.server().unfollowable();
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return MemoryPosition.of(position).includes(Integer.parseInt(transaction));
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return MemoryPosition.of(reached).covers(MemoryPosition.of(wanted));
  }
}
