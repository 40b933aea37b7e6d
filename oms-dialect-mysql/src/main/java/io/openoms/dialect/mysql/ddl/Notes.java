package io.openoms.dialect.mysql.ddl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a conversion has to say, each sentence once. Not thread-safe. */
final class Notes {

  private final Set<String> notices = new LinkedHashSet<>();
  private final Set<String> faults = new LinkedHashSet<>();

  /** Something will not be as at the source. */
  void notice(String sentence) {
    notices.add(sentence);
  }

  /** Something keeps the object from being held. */
  void fault(String sentence) {
    faults.add(sentence);
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }
}
