package io.openoms.spi;

import io.openoms.ObjectName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes rows. Thread-safe; each connection that it opens belongs to one thread. */
public interface RowSink {

  /** How its rows and the engine's checkpoints become durable. Does not block. */
  Delivery delivery();

  /** What it can do beyond the calls that every sink must have. Does not block. */
  Set<SinkCapability> capabilities();

  /** Opens one writing connection. Blocks. */
  SinkConnection connect();

  /** Whether a table holds no row. Blocks. */
  boolean isEmpty(ObjectName table);

  /**
   * Whether triggers of tables run for rows that it writes. An application's triggers have done
   * their work where it writes, so a switchover refuses tables whose triggers would do it again.
   * Blocks.
   */
  default boolean runsTriggers() {
    return true;
  }

  /** Writes statements for people; empty where the sink knows no such texts. Does not block. */
  default Optional<CorrectionScript> corrections() {
    return Optional.empty();
  }

  /** Those of some tables that hold rows. Blocks. */
  default Set<ObjectName> filled(Collection<ObjectName> tables) {
    return tables.stream().filter(table -> !isEmpty(table)).collect(Collectors.toUnmodifiableSet());
  }
}
