package io.openoms.spi.precheck;

import io.openoms.PrecheckItem;
import java.util.List;

/** One check. Called once, on the caller's or the coordinating thread; may block on the server. */
@FunctionalInterface
public interface Precheck {

  /** Checks and changes nothing; each finding is an item, at least one. */
  List<PrecheckItem> run(PrecheckScope scope);
}
