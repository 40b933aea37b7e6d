package io.openoms.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says of itself. Immutable.
 *
 * @param product the product as the server names itself, such as {@code MySQL}
 * @param version its version, as the server names it
 * @param settings settings by lower-case name, as texts: those that checks and conversions ask for
 * @param characterSets the character sets it has
 * @param collations the collations it has
 * @param clockSkew how far its clock is ahead of this machine's, to about a round trip; empty when
 *     it does not tell
 */
public record ServerFacts(
    String product,
    String version,
    Map<String, String> settings,
    Set<String> characterSets,
    Set<String> collations,
    Optional<Duration> clockSkew) {

  public ServerFacts {
    settings = Map.copyOf(settings);
    characterSets = Set.copyOf(characterSets);
    collations = Set.copyOf(collations);
  }

  /** A setting, or the default when the server did not tell it. */
  public String setting(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }
}
