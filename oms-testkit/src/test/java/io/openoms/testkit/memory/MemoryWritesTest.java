package io.openoms.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryWritesTest {

  private static final ObjectName TABLE = new ObjectName("shop", "item");

  private final MemoryServer server = new MemoryServer();

  @Test
  @Timeout(60)
  void aRowThatTheTransactionBeforeRemovesIsNotChanged() {
    server.create(
        MemoryTables.table("shop", "item").number("id").number("v").primaryKey("id").define());
    server.write(w -> w.insert(TABLE, 1, 2));
    Runnable removed = server.writeUnseen(w -> w.delete(TABLE, 1));
    CompletableFuture<Void> changed =
        CompletableFuture.runAsync(() -> server.write(w -> w.update(TABLE, List.of(1), 1, 2)));
    while (!server.hasWaiting()) {
      Thread.onSpinWait();
    }
    removed.run();

    assertThatThrownBy(changed::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(server.rows(TABLE)).isEmpty();
  }
}
