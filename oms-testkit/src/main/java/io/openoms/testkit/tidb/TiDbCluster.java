package io.openoms.testkit.tidb;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.internal.ExternalServer;
import java.util.Map;
import java.util.Optional;

/** A TiDB cluster of the caller's own, where the environment names one. Stateless. */
public final class TiDbCluster {

  private TiDbCluster() {}

  /**
   * The cluster at {@code OPENOMS_TIDB_URL}, by the account {@code OPENOMS_TIDB_USER} (default
   * {@code root}) and {@code OPENOMS_TIDB_PASSWORD} (default empty).
   *
   * @return the server; empty when the environment names none
   */
  public static Optional<DatabaseServer> ofEnvironment() {
    Map<String, String> environment = System.getenv();
    return Optional.ofNullable(environment.get("OPENOMS_TIDB_URL"))
        .map(
            url ->
                new ExternalServer(
                    url,
                    environment.getOrDefault("OPENOMS_TIDB_USER", "root"),
                    environment.getOrDefault("OPENOMS_TIDB_PASSWORD", "")));
  }
}
