package io.openoms.testkit.junit;

import io.openoms.testkit.ServerType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;

/**
 * The servers of {@link MySqlFamily}; each starts when its turn comes. Stateless. Hosts bring JUnit
 * of their own: before 5.13 it calls this method, and knows no other.
 */
final class MySqlFamilyServers implements ArgumentsProvider {

  @Override
  @SuppressWarnings("deprecation")
  public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
    MySqlFamily asked = context.getRequiredTestMethod().getAnnotation(MySqlFamily.class);
    return Stream.of(ServerType.MYSQL_97, ServerType.MYSQL_80, ServerType.MARIADB)
        .filter(type -> Rung.isThorough() || List.of(asked.everyday()).contains(type))
        .map(type -> Arguments.of(Named.of(type.name(), type.get().shared())));
  }
}
