package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.oceanbase.binlog.BinlogService;
import io.openoms.oceanbase.binlog.MarkerSetup;
import io.openoms.oceanbase.capture.PollSetup;
import io.openoms.oceanbase.capture.TriggerSetup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session captures changes: as it was told to, else as the project did before, else by the
 * Binlog Service where there is one, else by triggers. Polling must be asked for. Decided once,
 * when it is first needed. Thread-safe.
 */
final class CaptureChoice {

  private final CaptureMode wanted;
  private final FamilyServer server;
  private final String project;
  private final BinlogService service;
  private @Nullable CaptureMode chosen;

  CaptureChoice(CaptureMode wanted, FamilyServer server, String project, BinlogService service) {
    this.wanted = wanted;
    this.server = server;
    this.project = project;
    this.service = service;
  }

  /** The way, which is never {@link CaptureMode#AUTO}. Blocks on the server the first time. */
  synchronized CaptureMode mode() {
    CaptureMode mode = chosen;
    if (mode == null) {
      mode = wanted == CaptureMode.AUTO ? decide() : wanted;
      chosen = mode;
    }
    return mode;
  }

  private CaptureMode decide() {
    // Positions of one kind mean nothing to the other, so a project keeps what it began with.
    if (new TriggerSetup(server.connections(), project, Optional.empty()).isThere()) {
      return CaptureMode.TRIGGERS;
    }
    if (new PollSetup(server.connections(), project).isThere()) {
      return CaptureMode.POLLING;
    }
    return new MarkerSetup(server, project).isThere() || service.isThere()
        ? CaptureMode.BINLOG_SERVICE
        : CaptureMode.TRIGGERS;
  }
}
