package io.openoms.cli.command;

import io.openoms.ObjectName;
import java.util.List;

/** The object that a command is about, as it was written. Immutable. */
record ObjectArgument(String text) {

  static final String DESCRIPTION = "The object by its name at the source, such as shop.orders.";

  List<String> faults() {
    try {
      name();
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of("OBJECT: " + e.getMessage());
    }
  }

  static List<String> faults(List<String> texts) {
    return texts.stream().flatMap(text -> new ObjectArgument(text).faults().stream()).toList();
  }

  static List<ObjectName> names(List<String> texts) {
    return texts.stream().map(text -> new ObjectArgument(text).name()).toList();
  }

  ObjectName name() {
    return ObjectName.parse(text);
  }
}
