package io.openoms.mysql.log;

import io.openoms.StartAt;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A primary's log, for rows that are read from its standby. What the standby has applied is told in
 * the transactions' own names, which hold on both, as {@code binlog/1 gtids=…}; its log files are
 * of no use at the primary. Thread-safe.
 */
public final class StandbyLog implements ChangeLog {

  private final ChangeLog primary;
  private final Connections standby;
  private final LogTraits traits;

  /** The log of a primary, and the standby's word on how far it has followed. */
  public StandbyLog(ChangeLog primary, LogServer standby) {
    this.primary = primary;
    this.standby = standby.connections();
    this.traits = standby.traits();
  }

  @Override
  public Optional<DefinitionAlgebra> algebra() {
    return primary.algebra();
  }

  /**
   * The primary's own end: the standby shows a transaction a moment before it counts it as applied,
   * but never before the primary has it in its log.
   */
  @Override
  public Optional<Position> current() {
    return primary.current();
  }

  @Override
  public Optional<Position> visible() {
    try (Connection connection = standby.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + traits.appliedExpression())) {
      rows.next();
      String seen = rows.getString(1).replace("\n", "");
      return Optional.of(LogMark.named(ofPrimary(statement, seen)));
    } catch (SQLException e) {
      throw standby
          .failures()
          .of(e, ErrorContext.none(), "asking the standby how far it has followed");
    }
  }

  /** Without what the standby executed by itself: the primary would be said to have lost it. */
  private String ofPrimary(Statement statement, String seen) throws SQLException {
    Optional<String> there =
        primary
            .current()
            .filter(end -> !traits.gtids().namesAll() && end.text().contains(" gtids="))
            .map(end -> end.text().replaceAll(".* gtids=(\\S*).*", "$1"));
    if (there.isEmpty()) {
      return seen;
    }
    String own = "GTID_SUBTRACT('" + seen + "', '" + there.get() + "')";
    try (ResultSet rows =
        statement.executeQuery("SELECT GTID_SUBTRACT('" + seen + "', " + own + ")")) {
      rows.next();
      return rows.getString(1).replace("\n", "");
    }
  }

  @Override
  public Optional<Entry> enter() {
    Optional<Entry> entry = primary.enter();
    return visible()
        .map(
            seen -> {
              Position start = entry.map(Entry::start).orElse(seen);
              return new Entry(primary.covers(seen, start) ? start : seen, seen);
            });
  }

  @Override
  public boolean startsAt(StartAt start) {
    return primary.startsAt(start);
  }

  @Override
  public Position startAt(StartAt start) {
    return primary.startAt(start);
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return primary.open(request);
  }

  @Override
  public boolean holdsCascades() {
    return primary.holdsCascades();
  }

  @Override
  public boolean carriesWholeRows() {
    return primary.carriesWholeRows();
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return primary.includes(position, transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return primary.covers(reached, wanted);
  }
}
