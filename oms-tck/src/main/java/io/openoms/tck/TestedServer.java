package io.openoms.tck;

import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import java.util.function.Function;

/**
 * A running server and the endpoint by which a migration reaches it. Immutable.
 *
 * @param server where the checks look, by plain SQL
 * @param endpoint what is tested
 */
public record TestedServer(DatabaseServer server, Endpoint endpoint) {

  /**
   * The shared server of that kind. Blocks until it answers.
   *
   * @param spec the kind of server
   * @param endpoint makes the connector's endpoint of the server's address and account
   */
  public static TestedServer of(ServerSpec spec, Function<DatabaseServer, Endpoint> endpoint) {
    DatabaseServer server = spec.shared();
    return new TestedServer(server, endpoint.apply(server));
  }
}
