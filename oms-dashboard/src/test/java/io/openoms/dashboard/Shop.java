package io.openoms.dashboard;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import io.openoms.Phases;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.util.function.Consumer;

/** Servers in memory, with tables of two rows. */
final class Shop {

  static final String SECRET = "a-value-that-nobody-may-see";

  final MemoryServer source = new MemoryServer();
  final MemoryServer sink = new MemoryServer();

  Shop with(String... tables) {
    for (String table : tables) {
      source.create(
          MemoryTables.table("shop", table).number("id").text("text").primaryKey("id").define());
      ObjectName name = new ObjectName("shop", table);
      source.write(w -> w.insert(name, 1, SECRET).insert(name, 2, "x"));
    }
    return this;
  }

  MigrationProject project(Consumer<Phases.Builder> phases) {
    return MigrationProject.builder("shop")
        .source(new MemoryEndpoint(source))
        .sink(new MemoryEndpoint(sink))
        .objects(o -> o.include("shop.*"))
        .phases(phases)
        .build();
  }
}
