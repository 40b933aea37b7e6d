package io.openoms.testkit.junit;

import io.openoms.testkit.ServerType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers of {@link MySqlFamily}; each starts when its turn comes. Stateless. */
final class MySqlFamilyServers implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    MySqlFamily asked = context.getRequiredTestMethod().getAnnotation(MySqlFamily.class);
    return Stream.of(ServerType.MYSQL_97, ServerType.MYSQL_80, ServerType.MARIADB)
        .filter(type -> Rung.isThorough() || List.of(asked.everyday()).contains(type))
        .map(type -> Arguments.of(Named.of(type.name(), type.get().shared())));
  }
}
