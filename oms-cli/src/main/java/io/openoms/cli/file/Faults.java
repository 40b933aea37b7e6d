package io.openoms.cli.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong with a file, each thing once. Not thread-safe. */
final class Faults {

  private final Set<String> faults = new LinkedHashSet<>();

  /** Something is wrong at a key, such as {@code options.readers}. */
  void at(String key, String fault) {
    faults.add(key + ": " + fault);
  }

  void add(List<String> more) {
    faults.addAll(more);
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  List<String> list() {
    return new ArrayList<>(faults);
  }
}
