package io.openoms.core.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * THREADS: says how many threads a run keeps busy. The executor is known only when a run begins,
 * which looks at its size then.
 *
 * @param needed threads at the same time
 */
record ThreadsCheck(int needed) implements Precheck {

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String subject = "executor: up to " + needed + " threads at the same time";
    return List.of(PrecheckItem.passed("THREADS", subject));
  }
}
