package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.endpoint.FamilySession;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.oceanbase.capture.CaptureCheck;
import io.openoms.oceanbase.capture.OpenWrites;
import io.openoms.oceanbase.capture.OwnMark;
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

/** A session at OceanBase: the roles of the family, and a log that triggers write. Thread-safe. */
final class OceanBaseSession extends FamilySession {

  private static final Set<String> PRODUCTS = Set.of(OceanBaseTraits.PRODUCT);

  private final String project;
  private final Duration captureKept;
  private final Optional<OwnMark> leftOut;

  /**
   * A session for a project.
   *
   * @param captureKept how long captured keys are kept that were read
   */
  OceanBaseSession(FamilyServer server, EndpointOptions options, Duration captureKept) {
    super(server);
    this.project = options.project();
    this.leftOut = options.leftOut().map(other -> new OwnMark(other, server.writersName()));
    this.captureKept = captureKept;
  }

  @Override
  protected ReadMoments moments() {
    return new ScnMoments(server().connections());
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(new TriggerLog(server().connections(), project, captureKept, leftOut));
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    return Optional.of(new TriggerSetup(server().connections(), project, leftOut));
  }

  /** Its {@code super_read_only} cannot be set (error 1238). */
  @Override
  public Optional<WriteGate> writeGate() {
    return Optional.of(server().writeGate(false, new OpenWrites(server().connections())));
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE ->
          Prechecks.forSource(
              server(), PRODUCTS, List.of(new CaptureCheck(new Probe(server().connections()))));
      case SINK ->
          Prechecks.forSink(
              server(),
              PRODUCTS,
              List.of(new SinkDeadTransactionsCheck(new Probe(server().connections()))));
    };
  }
}
