package io.openoms.core.switchover;

import io.openoms.SwitchStep;
import io.openoms.SwitchoverOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What operators ask for in other processes, as orders. The directing task's. */
final class SwitchRequests {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SwitchBook book;
  private final SwitchoverOptions options;
  private SwitchoverOptions asked;
  private long lookedAt;

  SwitchRequests(SwitchBook book, SwitchoverOptions options) {
    this.book = book;
    this.options = options;
    this.asked = options;
  }

  /** The next order, if it is time to look and there is one. Blocks on the state. */
  @Nullable Order poll() {
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return null;
    }
    lookedAt = System.nanoTime();
    Optional<SwitchRequest> request = book.takeRequest().map(SwitchRequest::parse);
    return request.isEmpty() ? null : order(request.get());
  }

  private @Nullable Order order(SwitchRequest request) {
    Optional<SwitchStep> skipped = request.skipped();
    if (skipped.isPresent()) {
      asked = asked.without(skipped.get());
      return null;
    }
    SwitchoverOptions now = asked;
    asked = options;
    return Order.of(
        request.from().orElse(book.direction()), request.isRehearsal(), now, options.stopWrites());
  }
}
