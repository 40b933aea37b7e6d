package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.SwitchoverOptions;
import io.openoms.SwitchoverReport;
import java.util.concurrent.CompletableFuture;

/**
 * What a caller or an operator asks for.
 *
 * @param from the direction that is to end
 * @param rehearsal whether nothing is to be changed
 * @param options how
 * @param stopWrites returns when no application writes any more
 * @param answer gets the report
 */
public record Order(
    Direction from,
    boolean rehearsal,
    SwitchoverOptions options,
    Runnable stopWrites,
    CompletableFuture<SwitchoverReport> answer) {

  /** Asks for a switchover, or its rehearsal. */
  public static Order of(
      Direction from, boolean rehearsal, SwitchoverOptions options, Runnable stopWrites) {
    return new Order(from, rehearsal, options, stopWrites, new CompletableFuture<>());
  }
}
