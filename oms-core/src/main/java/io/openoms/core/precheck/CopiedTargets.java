package io.openoms.core.precheck;

import io.openoms.ObjectName;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Targets whose rows are a project's own: a run goes on with them, so they hinder nothing. */
final class CopiedTargets {

  private CopiedTargets() {}

  /** Those of a project's stored state; none when it never started. */
  static Set<ObjectName> of(Optional<StoredProject> stored) {
    return stored.stream()
        .flatMap(project -> project.objects().stream())
        .filter(CopiedTargets::holdsOwnRows)
        .map(StoredObject::target)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A copy that has begun and finished no chunk has no row there: what is there is not its own. */
  private static boolean holdsOwnRows(StoredObject object) {
    return object.rows() > 0
        || object.milestones().has(Milestone.COPIED)
        || object.milestones().has(Milestone.COPY_VOID);
  }
}
