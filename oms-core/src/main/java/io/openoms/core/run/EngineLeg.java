package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.switchover.Leg;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run as one leg of a project. Thread-safe.
 *
 * @param direction the direction
 * @param run the run
 */
record EngineLeg(Direction direction, EngineRun run) implements Leg {

  @Override
  public Optional<Position> end() {
    return run.catchUp().map(CatchUp::end);
  }

  @Override
  public void raiseNumbers() {
    run.catchUp().ifPresent(CatchUp::raiseNumbers);
  }

  @Override
  public boolean isApplied(Position position) {
    return run.catchUp().filter(following -> following.isApplied(position)).isPresent();
  }

  @Override
  public Optional<Following> following() {
    return run.catchUp().flatMap(CatchUp::figures);
  }

  @Override
  public List<ObjectResult> objects() {
    return run.objects();
  }

  @Override
  public boolean isConverged() {
    return run.isConverged();
  }

  @Override
  public VerificationReport verify(VerificationOptions options) {
    return run.verify(options);
  }

  @Override
  public void finish() {
    run.finishIncremental();
  }

  @Override
  public Optional<MigrationResult> result() {
    return run.result();
  }

  @Override
  public boolean await(Duration time) throws InterruptedException {
    return run.await(time);
  }

  @Override
  public void close() {
    run.close();
  }
}
