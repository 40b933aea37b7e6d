package io.openoms.dashboard.view;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.dashboard.journal.Trouble;
import org.jspecify.annotations.Nullable;

/** An error or a warning. */
public record TroubleView(
    long at,
    long times,
    String level,
    String code,
    String category,
    @Nullable String phase,
    @Nullable String object,
    @Nullable String position,
    String message,
    String remedy) {

  static TroubleView of(Trouble trouble) {
    return new TroubleView(
        trouble.at().toEpochMilli(),
        trouble.times(),
        trouble.level().label(),
        trouble.code(),
        trouble.category(),
        trouble.phase().map(Phase::label).orElse(null),
        trouble.object().map(ObjectName::toString).orElse(null),
        trouble.position().orElse(null),
        trouble.message(),
        trouble.remedy());
  }
}
