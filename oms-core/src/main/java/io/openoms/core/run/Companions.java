package io.openoms.core.run;

import io.openoms.core.phase.Companion;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.error.MigrationException;
import java.util.List;
import java.util.Optional;

/** The companions of a run's phases, called together. The coordinating task's. */
record Companions(List<Companion> all) {

  static Companions of(List<PhaseRunner> phases) {
    return new Companions(phases.stream().flatMap(phase -> phase.companion().stream()).toList());
  }

  void refuse() {
    all.forEach(Companion::refuse);
  }

  void review(PhaseRunner next) {
    all.forEach(companion -> companion.review(next));
  }

  void start(PhaseRunner next) {
    all.forEach(companion -> companion.start(next));
  }

  Optional<MigrationException> failure() {
    return all.stream().flatMap(companion -> companion.failure().stream()).findFirst();
  }

  void end() {
    all.forEach(Companion::end);
  }

  void close() {
    all.forEach(Companion::close);
  }
}
