package io.openoms.testkit.memory;

import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/** Lists the tables whose changes readers may ask for. Thread-safe. */
record MemoryCaptureSetup(MemorySession session) implements CaptureSetup {

  @Override
  public void establish(List<TableDefinition> tables) {
    session
        .server()
        .establish(session.project(), tables.stream().map(TableDefinition::name).toList());
  }

  @Override
  public void release() {
    session.server().establish(session.project(), List.of());
  }
}
