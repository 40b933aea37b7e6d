package io.openoms.tck.toy;

import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The roles of a source. Nothing is open, so nothing can be cut or closed. Thread-safe. */
record ToySession(Journal journal) implements EndpointSession {

  @Override
  public ServerFacts facts() {
    return new ServerFacts("Toy", "1", Map.of(), Set.of(), Set.of(), Optional.of(Duration.ZERO));
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(new ToyCatalog(journal));
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(new ToySnapshot(journal));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(new ToyLog(journal));
  }

  @Override
  public void abort() {}

  @Override
  public void close() {}
}
