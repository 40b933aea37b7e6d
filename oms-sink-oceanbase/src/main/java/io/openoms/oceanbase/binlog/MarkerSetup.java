package io.openoms.oceanbase.binlog;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/** Makes and removes the row by which a project marks places in the log. Thread-safe. */
public final class MarkerSetup implements CaptureSetup {

  private final MarkerTable table;

  /** Of a project, in that tenant. */
  public MarkerSetup(FamilyServer tenant, String project) {
    this.table = new MarkerTable(tenant, project);
  }

  /** Whether the project has its row: it followed by the Binlog Service before. Blocks. */
  public boolean isThere() {
    return table.isThere();
  }

  /** The service logs all tables, whichever are followed. */
  @Override
  public void establish(List<TableDefinition> tables) {
    table.create();
  }

  @Override
  public void release() {
    table.remove();
  }
}
