package io.openoms.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.memory.MemoryTables;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Definitions are asked for many at a time, and each by itself where that does not work. */
class CatalogAheadTest {

  private final List<ObjectName> names =
      IntStream.range(0, 250).mapToObj(i -> new ObjectName("shop", "t" + i)).toList();
  private final List<Integer> together = new ArrayList<>();
  private final List<ObjectName> alone = new ArrayList<>();
  private Optional<ObjectName> broken = Optional.empty();
  private final Catalog ahead = new CatalogAhead(catalog(), names);

  private Catalog catalog() {
    return (Catalog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "table" -> table((ObjectName) arguments[0]);
                  case "tables" -> tables(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Optional<TableDefinition> table(ObjectName name) {
    alone.add(name);
    return define(name);
  }

  private Map<ObjectName, TableDefinition> tables(Object some) {
    Collection<?> asked = (Collection<?>) some;
    together.add(asked.size());
    Map<ObjectName, TableDefinition> found = new HashMap<>();
    for (Object name : asked) {
      define((ObjectName) name).ifPresent(table -> found.put(table.name(), table));
    }
    return found;
  }

  /** The seventh is not there. */
  private Optional<TableDefinition> define(ObjectName name) {
    if (broken.filter(name::equals).isPresent()) {
      throw new MigrationException(
          EngineError.OBJECT_NOT_SUPPORTED, ErrorContext.of(name), "on purpose");
    }
    return name.name().equals("t7")
        ? Optional.empty()
        : Optional.of(
            MemoryTables.table(name.database(), name.name())
                .number("id")
                .primaryKey("id")
                .define());
  }

  @Test
  void inTheirOrderTheyAreAskedForByTheHundred() {
    for (ObjectName name : names) {
      assertThat(ahead.table(name).isPresent()).isEqualTo(!name.name().equals("t7"));
      assertThat(ahead.table(name).map(TableDefinition::name).orElse(name)).isEqualTo(name);
    }
    assertThat(together).containsExactly(100, 100, 50);
    assertThat(alone).isEmpty();
  }

  @Test
  void anotherTableIsAskedForAlone() {
    ObjectName other = new ObjectName("shop", "other");
    assertThat(ahead.table(other)).isPresent();
    assertThat(alone).containsExactly(other);
    assertThat(together).isEmpty();
  }

  @Test
  void oneThatCannotBeReadHarmsNoOtherOne() {
    broken = Optional.of(names.get(50));
    for (ObjectName name : names.subList(0, 100)) {
      if (name.equals(names.get(50))) {
        assertThatThrownBy(() -> ahead.table(name)).hasMessageContaining("on purpose");
      } else {
        assertThat(ahead.table(name).isPresent()).isEqualTo(!name.name().equals("t7"));
      }
    }
    assertThat(together).as("tried once").containsExactly(100);
  }
}
