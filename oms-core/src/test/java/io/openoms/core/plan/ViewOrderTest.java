package io.openoms.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.ViewDefinition;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewOrderTest {

  private static final ObjectName FIRST = new ObjectName("shop", "first");
  private static final ObjectName HIDDEN = new ObjectName("shop", "hidden");

  @Test
  void aViewWhoseDefinitionCannotBeReadIsStillInTheList() {
    assertThat(order(EngineError.OBJECT_NOT_SUPPORTED)).containsExactlyInAnyOrder(FIRST, HIDDEN);
  }

  @Test
  void anErrorThatConcernsTheRunIsThrown() {
    assertThatThrownBy(() -> order(EngineError.UNEXPECTED)).hasMessageContaining("UNEXPECTED");
  }

  private static List<ObjectName> order(EngineError error) {
    return ViewOrder.of(catalog(error), List.of(view(HIDDEN), view(FIRST))).stream()
        .map(MigratedObject::source)
        .toList();
  }

  private static MigratedObject view(ObjectName name) {
    return new MigratedObject(ObjectKind.VIEW, name, name, "", 0);
  }

  /** A catalog that shows one view and not the other. */
  private static Catalog catalog(EngineError error) {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (arguments[0].equals(HIDDEN)) {
                throw new MigrationException(error, ErrorContext.of(HIDDEN), "as planned");
              }
              return Optional.<ViewDefinition>empty();
            });
  }
}
