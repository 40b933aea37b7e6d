package io.openoms.spi.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A project as it is stored.
 *
 * @param name its name
 * @param epoch a number that grows whenever it is taken over
 * @param digest the identity of the selection it ran with
 * @param sourceId the identity of the source it ran with; empty when the source has none
 * @param updatedAt when it was last taken over, or an error was stored, by the sink's clock
 * @param phases its phases
 * @param objects its objects
 * @param lastError what stopped the last run
 */
public record StoredProject(
    String name,
    long epoch,
    String digest,
    Optional<String> sourceId,
    Instant updatedAt,
    List<StoredPhase> phases,
    List<StoredObject> objects,
    Optional<String> lastError) {

  public StoredProject {
    phases = List.copyOf(phases);
    objects = List.copyOf(objects);
  }
}
