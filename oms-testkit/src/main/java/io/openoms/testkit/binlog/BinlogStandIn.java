package io.openoms.testkit.binlog;

import io.openoms.ObjectName;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.TestServerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows tables of a server and writes each of its transactions, in their order, to a MySQL, whose
 * binary log is then that of the server. The tables are at the MySQL already, with the same columns
 * and primary keys, but without foreign keys and other unique keys: rows come in the order of the
 * capture. It begins with what is committed after it was made. Thread-safe.
 */
public final class BinlogStandIn implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long HELD_NANOS = Duration.ofMillis(10).toNanos();
  private static final int BATCH_BYTES = 1 << 20;

  private final CaptureSetup setup;
  private final DatabaseServer log;
  private final ChangeReader reader;
  private final Map<ObjectName, LoggedTable> tables = new HashMap<>();
  private final Future<Void> work;
  private volatile boolean isHeld;
  private volatile boolean isOver;

  /**
   * Begins to follow. Blocks.
   *
   * @param followed a session at the server, of a project of the stand-in's own; the caller closes
   *     it afterwards
   * @param log the MySQL
   * @param names the tables
   * @param threads runs one task until this is closed
   */
  public BinlogStandIn(
      EndpointSession followed,
      DatabaseServer log,
      List<ObjectName> names,
      ExecutorService threads) {
    this.log = log;
    this.setup = followed.captureSetup().orElseThrow();
    Catalog catalog = followed.catalog().orElseThrow();
    List<TableDefinition> definitions =
        names.stream().map(name -> catalog.table(name).orElseThrow()).toList();
    setup.establish(definitions);
    Position start = followed.changeLog().orElseThrow().enter().orElseThrow().start();
    List<CapturedTable> captured =
        definitions.stream()
            .map(table -> new CapturedTable(0, table, Optional.empty(), table.storedColumns()))
            .toList();
    captured.forEach(table -> tables.put(table.definition().name(), new LoggedTable(table)));
    this.reader =
        followed.changeLog().orElseThrow().open(new ChangeRequest(start, captured, BATCH_BYTES));
    this.work = threads.submit(this::convert);
  }

  private Void convert() throws SQLException {
    try (Connection connection = log.connect()) {
      connection.setAutoCommit(false);
      while (!isOver) {
        take(connection, reader.next(LOOK));
      }
    }
    return null;
  }

  private void take(Connection connection, ChangeEvent event) throws SQLException {
    if (event instanceof ChangeEvent.Changes changes) {
      LoggedTable table = tables.get(changes.table());
      if (table != null) {
        table.write(connection, changes.changes());
      }
    } else if (event instanceof ChangeEvent.Committed) {
      while (isHeld && !isOver) {
        LockSupport.parkNanos(HELD_NANOS);
      }
      connection.commit();
    } else if (event instanceof ChangeEvent.SchemaChanged) {
      throw new TestServerException("the stand-in follows no changed definitions");
    }
  }

  /** Writes nothing for now: the log is behind. */
  public void hold() {
    isHeld = true;
  }

  /** Writes what was held back, and goes on. */
  public void goOn() {
    isHeld = false;
  }

  /**
   * Ends, and removes what it has at the followed server. What is not written yet is lost.
   *
   * @throws TestServerException when its work has failed
   */
  @Override
  public void close() {
    isOver = true;
    try {
      work.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new TestServerException("the stand-in did not follow", e);
    } finally {
      reader.close();
      setup.release();
    }
  }
}
