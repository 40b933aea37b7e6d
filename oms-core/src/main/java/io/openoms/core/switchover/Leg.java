package io.openoms.core.switchover;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run of the project in one direction. Thread-safe. */
public interface Leg {

  /** The end of its source's log now; empty while it does not follow. Blocks. */
  Optional<Position> end();

  /**
   * Raises the next numbers of its sink to those that its source has given so far; nothing while it
   * does not follow. Blocks.
   */
  void raiseNumbers();

  /** Whether every change at or before a position is applied. */
  boolean isApplied(Position position);

  /** The figures of following; empty before it began. */
  Optional<Following> following();

  /** What became of its objects so far, by their names at its own source and sink. */
  List<ObjectResult> objects();

  /** Whether every table stands at its sink as the log says. */
  boolean isConverged();

  /** Compares both ends while changes flow. Blocks. */
  VerificationReport verify(VerificationOptions options);

  /** Lets it end when everything is applied. Returns at once. */
  void finish();

  /** What became of it; empty while it is at work. */
  Optional<MigrationResult> result();

  /** Waits for its end; whether it has ended by then. */
  boolean await(Duration time) throws InterruptedException;

  /** Ends it at once. Blocks for a few seconds at most. */
  void close();
}
