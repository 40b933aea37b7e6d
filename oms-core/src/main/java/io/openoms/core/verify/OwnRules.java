package io.openoms.core.verify;

import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.RowDifference.Kind;
import io.openoms.VerificationOptions;
import io.openoms.spi.data.RowChange;
import java.util.EnumSet;
import java.util.Set;

/** Which rows differ as the project has it, since it leaves kinds of changes out. Stateless. */
final class OwnRules {

  private OwnRules() {}

  /**
   * The kinds of differences that changes leave which are not followed.
   *
   * @param phases of the run; where it follows nothing, the verification's options count
   */
  static Set<Kind> kinds(Phases phases, VerificationOptions options) {
    return kinds(
        phases.contains(Phase.INCREMENTAL)
            ? phases.incrementalOptions().operations()
            : options.operations());
  }

  static Set<Kind> kinds(Set<RowChange.Kind> followed) {
    Set<Kind> left = EnumSet.noneOf(Kind.class);
    boolean inserts = followed.contains(RowChange.Kind.INSERT);
    boolean deletes = followed.contains(RowChange.Kind.DELETE);
    if (!followed.contains(RowChange.Kind.UPDATE)) {
      // An update of a key leaves the old row, and does not bring the new one.
      left.addAll(EnumSet.of(Kind.MISSING, Kind.EXTRA, Kind.DIFFERENT));
    }
    if (!inserts) {
      left.add(Kind.MISSING);
    }
    if (!deletes) {
      left.add(Kind.EXTRA);
    }
    if (!inserts && !deletes) {
      // A row that went and came back with other values.
      left.add(Kind.DIFFERENT);
    }
    return left;
  }
}
