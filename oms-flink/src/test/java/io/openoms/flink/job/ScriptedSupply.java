package io.openoms.flink.job;

import io.openoms.ObjectName;
import io.openoms.error.ApiError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkSupply;
import java.util.ArrayList;
import java.util.List;

/** Chunks of one table, eight at a time, up to a number. */
final class ScriptedSupply implements ChunkSupply {

  static final int AT_A_TIME = 8;

  private final ObjectName table;
  private long chunks;
  private long given;
  private boolean fails;
  private int closings;

  ScriptedSupply(ObjectName table, long chunks) {
    this.table = table;
    this.chunks = chunks;
  }

  void shorten(long to) {
    chunks = to;
  }

  void failFenced() {
    fails = true;
  }

  long given() {
    return given;
  }

  @Override
  public List<ChunkId> next() {
    if (fails) {
      throw new MigrationException(ApiError.ENGINE_MISSING, ErrorContext.none(), "overtaken");
    }
    List<ChunkId> next = new ArrayList<>();
    while (next.size() < AT_A_TIME && given < chunks) {
      next.add(new ChunkId(table, given++));
    }
    return next;
  }

  @Override
  public void leave(ObjectName left) {
    chunks = given;
  }

  int closings() {
    return closings;
  }

  @Override
  public void close() {
    closings++;
  }
}
