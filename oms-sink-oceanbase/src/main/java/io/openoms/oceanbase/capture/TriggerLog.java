package io.openoms.oceanbase.capture;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * The changes of a project's tables, as its triggers log them. Positions are system change numbers.
 * There is no position before {@link TriggerSetup} has made the log. Thread-safe.
 */
public final class TriggerLog implements ChangeLog {

  private static final String DOING = "asking for the current number";

  private final Connections connections;
  private final CaptureNames names;
  private final Duration kept;
  private final Optional<OwnMark> leftOut;

  /**
   * The log of a project.
   *
   * @param kept how long keys are kept that the engine has confirmed
   * @param leftOut the transactions that are not told
   */
  public TriggerLog(
      Connections connections, String project, Duration kept, Optional<OwnMark> leftOut) {
    this.leftOut = leftOut;
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
    return new CaptureBooks(sql, names).isThere()
        ? Optional.of(sql.currentScn(DOING))
        : Optional.empty();
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return new TriggerReader(connections, names, request, kept, leftOut);
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return Long.parseLong(transaction) <= Scn.of(position);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return Scn.of(wanted) <= Scn.of(reached);
  }

  @Override
  public boolean holdsTablesWithoutKey() {
    return false;
  }
}
