package io.openoms.oceanbase;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.endpoint.FamilySession;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.oceanbase.binlog.BinlogService;
import io.openoms.oceanbase.binlog.BinlogServiceCheck;
import io.openoms.oceanbase.binlog.BinlogServiceLog;
import io.openoms.oceanbase.binlog.MarkerSetup;
import io.openoms.oceanbase.capture.CaptureCheck;
import io.openoms.oceanbase.capture.OpenWrites;
import io.openoms.oceanbase.capture.OwnMark;
import io.openoms.oceanbase.capture.PollCheck;
import io.openoms.oceanbase.capture.PollLog;
import io.openoms.oceanbase.capture.PollSetup;
import io.openoms.oceanbase.capture.Polling;
import io.openoms.oceanbase.capture.ScnMoments;
import io.openoms.oceanbase.capture.TriggerLog;
import io.openoms.oceanbase.capture.TriggerSetup;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.WriteGate;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A session at OceanBase: the roles of the family, and a log, which triggers or the Binlog Service
 * write, or which polling replaces. Thread-safe.
 */
final class OceanBaseSession extends FamilySession {

  private static final Set<String> PRODUCTS = Set.of(OceanBaseTraits.PRODUCT);

  private final String project;
  private final Duration captureKept;
  private final Polling polling;
  private final Optional<String> leftOut;
  private final BinlogService service;
  private final CaptureChoice choice;

  /**
   * A session for a project.
   *
   * @param mode how changes are captured
   * @param captureKept how long captured keys are kept that were read
   * @param pollInterval the rest between two looks at the tables, where they are polled
   */
  OceanBaseSession(
      FamilyServer server,
      EndpointOptions options,
      BinlogService service,
      CaptureMode mode,
      Duration captureKept,
      Duration pollInterval) {
    super(server);
    this.project = options.project();
    this.captureKept = captureKept;
    this.polling = new Polling(pollInterval, captureKept);
    this.leftOut = options.leftOut();
    this.service = service;
    this.choice = new CaptureChoice(mode, server, project, service);
  }

  /**
   * A moment's number is no position of the Binlog Service's log, nor one between two windows of
   * polling.
   */
  @Override
  protected ReadMoments moments() {
    ReadMoments moments = new ScnMoments(server().connections());
    return choice.mode() == CaptureMode.TRIGGERS ? moments : () -> moments.now().withoutPosition();
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    Connections connections = server().connections();
    return Optional.of(
        switch (choice.mode()) {
          case BINLOG_SERVICE -> new BinlogServiceLog(service, project, leftOut);
          case POLLING -> new PollLog(connections, server().catalog(), project, polling);
          case AUTO, TRIGGERS ->
              new TriggerLog(connections, server().catalog(), project, captureKept, mark());
        });
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    Connections connections = server().connections();
    return Optional.of(
        switch (choice.mode()) {
          case BINLOG_SERVICE -> new MarkerSetup(server(), project);
          case POLLING -> new PollSetup(connections, project);
          case AUTO, TRIGGERS -> new TriggerSetup(connections, project, mark());
        });
  }

  private Optional<OwnMark> mark() {
    return leftOut.map(other -> new OwnMark(other, server().writersName()));
  }

  /** Its {@code super_read_only} cannot be set (error 1238). It keeps its variables. */
  @Override
  public Optional<WriteGate> writeGate() {
    return Optional.of(server().writeGate(false, false, new OpenWrites(server().connections())));
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE -> Prechecks.forSource(server(), PRODUCTS, List.of(captureCheck()));
      case SINK ->
          Prechecks.forSink(
              server(),
              PRODUCTS,
              List.of(new SinkDeadTransactionsCheck(new Probe(server().connections()))));
    };
  }

  private Precheck captureCheck() {
    Probe probe = new Probe(server().connections());
    return switch (choice.mode()) {
      case BINLOG_SERVICE -> new BinlogServiceCheck(service);
      case POLLING -> new PollCheck(probe, polling.interval());
      case AUTO, TRIGGERS -> new CaptureCheck(probe);
    };
  }

  @Override
  protected void abortOthers() {
    service.abort();
  }

  @Override
  protected void closeOthers() {
    service.close();
  }
}
