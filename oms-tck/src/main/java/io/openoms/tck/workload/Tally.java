package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** What happened in one transaction, until it is committed. Not thread-safe. */
final class Tally {

  private final Set<Feature> happened = EnumSet.noneOf(Feature.class);

  /** Applies a change, and remembers it when it really happened. */
  void apply(Change change, WriterSession session) throws SQLException {
    if (change.apply(session)) {
      happened.add(change.feature());
      for (SessionSetting setting : session.settings()) {
        if (setting.companion() == change.feature()) {
          happened.add(setting.feature());
        }
      }
    }
  }

  void add(Feature feature) {
    happened.add(feature);
  }

  boolean isEmpty() {
    return happened.isEmpty();
  }

  /** Nothing of it lasts. */
  void clear() {
    happened.clear();
  }

  Set<Feature> happened() {
    return happened;
  }
}
