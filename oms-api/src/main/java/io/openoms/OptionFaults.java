package io.openoms;

import java.util.ArrayList;
import java.util.List;

/** Collects the options of one kind that are out of their ranges. One thread. */
final class OptionFaults {

  private final String kind;
  private final List<String> faults = new ArrayList<>();

  /** Of options whose names begin with that word, such as {@code full}. */
  OptionFaults(String kind) {
    this.kind = kind;
  }

  /** Adds a fault unless the condition holds. */
  void require(boolean holds, String option, String range, Object value) {
    if (!holds) {
      add(option, "takes " + range + ", not " + value);
    }
  }

  /** Adds a fault of an option. */
  void add(String option, String what) {
    faults.add(kind + "." + option + " " + what);
  }

  List<String> all() {
    return faults;
  }
}
