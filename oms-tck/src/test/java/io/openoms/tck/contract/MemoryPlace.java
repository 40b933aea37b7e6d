package io.openoms.tck.contract;

import io.openoms.ObjectName;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server in this JVM's memory. */
final class MemoryPlace implements SourceFixture, SinkFixture {

  private final MemoryServer server = new MemoryServer();
  private final boolean idempotent;

  MemoryPlace(boolean idempotent) {
    this.idempotent = idempotent;
  }

  @Override
  public Endpoint endpoint() {
    MemoryEndpoint endpoint = new MemoryEndpoint(server);
    return idempotent ? endpoint.idempotent() : endpoint;
  }

  @Override
  public ObjectName name(String table) {
    return new ObjectName("contract", table);
  }

  @Override
  public ObjectName create(String name) {
    server.create(
        MemoryTables.table("contract", name)
            .number("id")
            .text("v")
            .nullable()
            .primaryKey("id")
            .define());
    return name(name);
  }

  @Override
  public void insert(ObjectName table, int from, int rows) {
    server.write(
        w -> {
          for (int id = from; id < from + rows; id++) {
            w.insert(table, id, "v" + id);
          }
        });
  }

  @Override
  public void update(ObjectName table, int id, String v) {
    server.write(w -> w.update(table, List.of(id), id, v));
  }

  @Override
  public void delete(ObjectName table, int id) {
    server.write(w -> w.delete(table, id));
  }

  @Override
  public Map<Integer, String> rows(ObjectName table) {
    Map<Integer, String> found = new HashMap<>();
    for (String row : server.rows(table)) {
      int bar = row.indexOf('|');
      String v = row.substring(bar + 1);
      found.put(Integer.parseInt(row.substring(0, bar)), v.equals("NULL") ? null : v);
    }
    return found;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
