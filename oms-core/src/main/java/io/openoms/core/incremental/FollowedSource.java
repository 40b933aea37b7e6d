package io.openoms.core.incremental;

import io.openoms.core.compare.RowWatch;
import io.openoms.core.crossing.FollowedEnd;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.PhaseContext;
import io.openoms.spi.RowLookup;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** The source of a run, for a comparison of both ends while both directions work. Thread-safe. */
record FollowedSource(PhaseContext context) implements FollowedEnd {

  @Override
  public boolean isFollowing() {
    return context.following().catchUp().isPresent();
  }

  private CatchUp catchUp() {
    return context.following().catchUp().orElseThrow();
  }

  @Override
  public Position end() {
    return catchUp().end();
  }

  @Override
  public boolean isApplied(Position position) {
    return catchUp().isApplied(position);
  }

  @Override
  public RowWatch watch() {
    return context.following().watch();
  }

  @Override
  public Optional<RowLookup> lookup() {
    return context.roles().rowLookup();
  }
}
