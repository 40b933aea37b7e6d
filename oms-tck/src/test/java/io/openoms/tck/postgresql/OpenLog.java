package io.openoms.tck.postgresql;

import io.openoms.ObjectName;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A session's log, without an engine. What it makes at the server goes at the end. One thread. */
final class OpenLog implements AutoCloseable {

  private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

  private final EndpointSession session;
  private final String schema;

  OpenLog(DatabaseServer server, String schema) {
    this(PostgreSqlPair.endpoint(server), schema);
  }

  /** A log that is reached in another way than at its server's address. */
  OpenLog(PostgreSql endpoint, String schema) {
    this.session = endpoint.open(new EndpointOptions("log " + schema, 4, "unused"));
    this.schema = schema;
  }

  ChangeLog log() {
    return session.changeLog().orElseThrow();
  }

  List<TableDefinition> tables(String... names) {
    return Stream.of(names)
        .map(name -> session.catalog().orElseThrow().table(new ObjectName(schema, name)))
        .map(Optional::orElseThrow)
        .toList();
  }

  /** Has the log hold the changes of exactly these tables; gives the low watermark. */
  Position establish(String... names) {
    session.captureSetup().orElseThrow().establish(tables(names));
    return log().visible().orElseThrow();
  }

  ChangeReader read(Position start, String... names) {
    List<CapturedTable> captured =
        tables(names).stream()
            .map(table -> new CapturedTable(1, table, Optional.of(start), table.storedColumns()))
            .toList();
    return log().open(new ChangeRequest(start, captured, 1 << 16));
  }

  /** All events up to where the log ends now. */
  List<ChangeEvent> events(ChangeReader reader) {
    Position end = log().current().orElseThrow();
    List<ChangeEvent> events = new ArrayList<>();
    long limit = System.nanoTime() + LIMIT_NANOS;
    while (!log().covers(reader.position(), end)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("the reader does not reach " + end + ": " + reader.position());
      }
      ChangeEvent event = reader.next(Duration.ofMillis(50));
      if (!(event instanceof ChangeEvent.Idle)) {
        events.add(event);
      }
    }
    return events;
  }

  /** The first event that is of that kind. */
  static <E extends ChangeEvent> E first(ChangeReader reader, Class<E> kind) {
    long limit = System.nanoTime() + LIMIT_NANOS;
    while (System.nanoTime() < limit) {
      ChangeEvent event = reader.next(Duration.ofMillis(50));
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
    throw new AssertionError("no " + kind.getSimpleName());
  }

  void release() {
    session.captureSetup().orElseThrow().release();
  }

  @Override
  public void close() {
    release();
    session.close();
  }
}
