package io.openoms.tck.tidb;

import io.openoms.ObjectName;
import io.openoms.spi.Catalog;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tables of a stand-in for a changefeed, as the log of its MySQL defines them. One thread. */
final class FeedSchema {

  private final Catalog catalog;
  private final DefinitionAlgebra algebra;
  private final Map<ObjectName, DefinitionText> texts = new HashMap<>();
  private final Map<ObjectName, CapturedTable> tables = new HashMap<>();

  /** Those of some databases, as they are now. */
  FeedSchema(EndpointSession session, List<String> databases) {
    this.catalog = session.catalog().orElseThrow();
    this.algebra = session.changeLog().orElseThrow().algebra().orElseThrow();
    databases.stream()
        .flatMap(name -> catalog.entries(name).stream())
        .forEach(entry -> put(entry.name(), catalog.definitionText(entry.name()).orElseThrow(), 1));
  }

  private void put(ObjectName name, DefinitionText text, long version) {
    TableDefinition table = catalog.definition(name, text);
    texts.put(name, text);
    tables.put(name, new CapturedTable(version, table, Optional.empty(), table.storedColumns()));
  }

  List<CapturedTable> captured() {
    return List.copyOf(tables.values());
  }

  CapturedTable of(ObjectName table) {
    return Objects.requireNonNull(tables.get(table));
  }

  /** Goes on behind a statement. */
  void change(List<ChangedObject> objects, DdlStatement statement) {
    for (ChangedObject object : objects) {
      CapturedTable before = of(object.name());
      DefinitionText text = Objects.requireNonNull(texts.get(object.name()));
      TableEffect effect = algebra.effect(statement, before.definition(), text);
      switch (effect.kind()) {
        case NONE, EMPTIED -> {
          // Its rows are told by the same definition.
        }
        case ALTERED ->
            put(object.name(), algebra.after(statement, object.name(), text), before.version() + 1);
        case DROPPED, RENAMED -> tables.remove(object.name());
        default ->
            put(
                object.name(),
                catalog.definitionText(object.name()).orElseThrow(),
                before.version() + 1);
      }
    }
  }
}
