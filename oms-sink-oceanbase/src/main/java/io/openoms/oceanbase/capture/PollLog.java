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
 * Changes by comparison: now and then each table is compared with what it was. A window from one
 * look to the next comes as one transaction, with the net change of each row. Thread-safe.
 */
public final class PollLog implements ChangeLog {

  private static final String DOING = "asking for the current number";

  private static final String WITHOUT_KEY =
      "it has no key, by which polling tells its rows; give it a key, follow it by triggers, or"
          + " migrate it in a project without the incremental phase";

  private final Connections connections;
  private final Catalog catalog;
  private final CaptureNames names;
  private final Duration kept;
  private final PollPace pace;

  /**
   * The changes of a project's tables.
   *
   * @param catalog the definitions of the tables
   */
  public PollLog(Connections connections, Catalog catalog, String project, Polling polling) {
    this.connections = connections;
    this.catalog = catalog;
    this.names = new CaptureNames(project);
    this.kept = polling.kept();
    this.pace = new PollPace(polling.interval());
  }

  @Override
  public Optional<Position> current() {
    try (CaptureSql sql = new CaptureSql(connections)) {
      return new CaptureBooks(sql, names).isThere(OwnTable.WINDOWS)
          ? Optional.of(Scn.position(sql.currentScn(DOING)))
          : Optional.empty();
    }
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return new HistoryReader(
        connections,
        CaptureGuard.withoutTriggers(connections, names, request.tables()),
        request,
        (guard, tables) ->
            new PollStretches(
                new CaptureSql(connections),
                tables,
                new WindowEnds(guard.sql(), names),
                kept,
                pace));
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return Scn.includes(position, transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return Scn.covers(reached, wanted);
  }

  /** Nothing tells where the log ends until the next look. */
  @Override
  public Duration delay() {
    return pace.delay();
  }

  /** A window may begin before the number at which a table was read, so no number is exact. */
  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    Map<ObjectName, String> faults = new HashMap<>();
    catalog
        .tables(tables)
        .forEach(
            (name, table) -> {
              if (table.copyKey().isEmpty()) {
                faults.put(name, WITHOUT_KEY);
              }
            });
    return faults;
  }
}
