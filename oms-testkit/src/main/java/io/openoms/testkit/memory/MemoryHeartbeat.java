package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes a project's row, so that the log moves. Thread-safe. */
record MemoryHeartbeat(MemorySession session) implements Heartbeat {

  private static final ObjectName TABLE = new ObjectName("heartbeat", "beat");

  @Override
  public void prepare() {
    MemoryServer server = session.server();
    if (!server.content().tables().containsKey(TABLE)) {
      server.create(
          MemoryTables.table(TABLE.database(), TABLE.name())
              .text("project")
              .text("at")
              .primaryKey("project")
              .define());
    }
  }

  @Override
  public void beat(String project) {
    RowImage.Builder row = new RowImage.Builder(2);
    row.add(project.getBytes(StandardCharsets.UTF_8));
    row.add(Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    RowImage now = row.build();
    MemoryTransaction transaction = session.begin();
    try {
      RowImage before = transaction.insert(TABLE, now);
      if (before != null) {
        transaction.update(TABLE, before, now);
      }
      transaction.commit();
    } finally {
      session.end(transaction);
    }
  }
}
