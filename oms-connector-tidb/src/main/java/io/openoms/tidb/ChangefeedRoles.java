package io.openoms.tidb;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.precheck.Precheck;
import io.openoms.tidb.catalog.ChangefeedDefinitions;
import io.openoms.tidb.catalog.TextOrderProbe;
import io.openoms.tidb.kafka.TopicSettings;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.precheck.ChangefeedCheck;
import io.openoms.tidb.log.reader.FeedLog;
import io.openoms.tidb.openprotocol.OpenProtocol;
import io.openoms.tidb.tso.TimestampOracle;

/** The roles of a session that have to do with a changefeed. Thread-safe. */
final class ChangefeedRoles implements AutoCloseable {

  private final FeedLog log;
  private final Precheck precheck;

  /** The roles of one session. Opens nothing yet. */
  ChangefeedRoles(TopicSettings settings, Connections connections, TextOrderProbe order) {
    ChangeProtocol protocol = new OpenProtocol();
    TimestampOracle oracle = new TimestampOracle(connections);
    this.log =
        new FeedLog(
            settings, protocol, () -> oracle.now().value(), new ChangefeedDefinitions(order::ask));
    this.precheck = new ChangefeedCheck(settings, protocol);
  }

  ChangeLog changeLog() {
    return log;
  }

  Precheck precheck() {
    return precheck;
  }

  @Override
  public void close() {
    log.close();
  }
}
