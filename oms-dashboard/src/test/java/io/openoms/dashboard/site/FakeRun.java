package io.openoms.dashboard.site;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.Progress;
import io.openoms.RunLimits;
import io.openoms.RunState;
import io.openoms.Switchover;
import io.openoms.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A run that is said to copy many tables. */
record FakeRun(int tables) implements MigrationRun {

  @Override
  public RunState state() {
    return RunState.RUNNING;
  }

  @Override
  public Optional<Progress> progress() {
    return Optional.empty();
  }

  @Override
  public List<ObjectResult> objects() {
    return IntStream.range(0, tables).mapToObj(FakeRun::table).toList();
  }

  private static ObjectResult table(int number) {
    ObjectName name = new ObjectName("shop", "table_" + number);
    return new ObjectResult(
        ObjectKind.TABLE,
        name,
        name,
        ObjectStatus.COPYING,
        number,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        2L * number,
        0,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<MigrationResult> result() {
    return Optional.empty();
  }

  @Override
  public void pause() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunLimits limits() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limits(RunLimits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean awaitCaughtUp(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void finishIncremental() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verification verification() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Switchover switchover() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean await(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MigrationResult await() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<MigrationResult> completion() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
