package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables at the sink, each with the objects that fill it. One thread. */
final class Targets {

  private final Map<ObjectName, List<MigratedObject>> objects;
  private final Map<ObjectName, SharedTarget> shared = new HashMap<>();

  Targets(List<MigratedObject> objects) {
    this.objects = objects.stream().collect(Collectors.groupingBy(MigratedObject::target));
  }

  SharedTarget of(MigratedObject object) {
    return shared.computeIfAbsent(object.target(), name -> new SharedTarget());
  }

  /** All objects of the project with that one's target, itself too. */
  List<MigratedObject> sharing(MigratedObject object) {
    return objects.getOrDefault(object.target(), List.of());
  }
}
