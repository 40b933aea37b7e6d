package io.openoms.testkit.junit;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters of {@link WithServers}. Stateless. */
final class ServerParameters implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Server.class)
        && parameter.getParameter().getType() == DatabaseServer.class;
  }

  @Override
  public DatabaseServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Server server = parameter.findAnnotation(Server.class).orElseThrow();
    ServerSpec spec = server.value().get();
    return (server.serverDefaults() ? spec.withServerDefaults() : spec).shared();
  }
}
