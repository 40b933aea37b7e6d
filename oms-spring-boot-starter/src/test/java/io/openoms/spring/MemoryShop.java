package io.openoms.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A source with one table, an empty sink, and a project that copies and then follows. */
final class MemoryShop {

  private static final ObjectName ITEM = new ObjectName("shop", "item");

  private final MemoryServer source = new MemoryServer();
  private final MemoryServer sink = new MemoryServer();
  private final AtomicInteger written = new AtomicInteger();
  private final Path spool;

  MemoryShop(Path folder) {
    try {
      spool = Files.createTempDirectory(folder, "spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    source.create(
        MemoryTables.table("shop", "item").number("id").number("v").primaryKey("id").define());
    write();
  }

  void write() {
    int base = 10 * written.getAndIncrement();
    source.write(w -> w.insert(ITEM, base + 1, 0).insert(ITEM, base + 2, 0));
  }

  MigrationProject follows(String name, MigrationListener listener) {
    return project(name, "shop.*", listener);
  }

  /** A project whose run fails: it selects what the source does not have. */
  MigrationProject findsNothing(String name) {
    return project(name, "nowhere.item", new MigrationListener() {});
  }

  private MigrationProject project(String name, String objects, MigrationListener listener) {
    return MigrationProject.builder(name)
        .source(new MemoryEndpoint(source))
        .sink(new MemoryEndpoint(sink))
        .objects(o -> o.include(objects))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
        .listener(listener)
        .build();
  }

  MigrationProject follows(String name) {
    return follows(name, new MigrationListener() {});
  }

  void assertMoved() {
    assertThat(sink.rows(ITEM)).hasSize(2 * written.get()).isEqualTo(source.rows(ITEM));
  }
}
