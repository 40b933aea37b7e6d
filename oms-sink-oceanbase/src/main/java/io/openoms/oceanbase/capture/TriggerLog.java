package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of a project's tables, as its triggers log them. Positions are system change numbers.
 * There is no position before {@link TriggerSetup} has made the log. Thread-safe.
 */
public final class TriggerLog implements ChangeLog {

  private static final String DOING = "asking for the current number";
  private static final int TOUCHES = 10_000;

  private static final String WITHOUT_DIGEST =
      "it has no key, and no column of whole numbers, DECIMAL, CHAR, VARCHAR, VARBINARY, DATE,"
          + " DATETIME or TIMESTAMP by which triggers can log its rows; give it a key, or migrate"
          + " it in a project without the incremental phase";

  private final Connections connections;
  private final Catalog catalog;
  private final CaptureNames names;
  private final Duration kept;
  private final Optional<OwnMark> leftOut;

  /**
   * The log of a project.
   *
   * @param catalog the definitions of the tables
   * @param kept how long keys are kept that the engine has confirmed
   * @param leftOut the transactions that are not told
   */
  public TriggerLog(
      Connections connections,
      Catalog catalog,
      String project,
      Duration kept,
      Optional<OwnMark> leftOut) {
    this.leftOut = leftOut;
    this.catalog = catalog;
    this.connections = connections;
    this.names = new CaptureNames(project);
    this.kept = kept;
  }

  @Override
  public Optional<Position> current() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      return now(sql).map(Scn::position);
    }
  }

  /** Rows are read at a number that is asked for afterwards ({@link ScnMoments}). */
  @Override
  public Optional<Position> visible() {
    return current();
  }

  private Optional<Long> now(CaptureSql sql) {
    return new CaptureBooks(sql, names).isThere(OwnTable.KEYS)
        ? Optional.of(sql.currentScn(DOING))
        : Optional.empty();
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return new HistoryReader(
        connections,
        new CaptureGuard(connections, names, request.tables(), leftOut),
        request,
        (guard, tables) ->
            new TouchStretches(
                new TouchLog(connections, names, tables, guard.mark(), TOUCHES),
                guard.sql(),
                names,
                kept));
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return Scn.includes(position, transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return Scn.covers(reached, wanted);
  }

  /** Rows without a key are told by a digest of their values. */
  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    Map<ObjectName, String> faults = new HashMap<>();
    catalog
        .tables(tables)
        .forEach(
            (name, table) -> {
              if (LoggedKey.find(table).isEmpty()) {
                faults.put(name, WITHOUT_DIGEST);
              }
            });
    return faults;
  }
}
