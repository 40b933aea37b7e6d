package io.openoms;

import java.time.Duration;
import java.util.Optional;

/**
 * The figures of a run at one moment. Immutable.
 *
 * <p>In the verification phase {@code rows} and {@code totalRows} are rows that were compared and
 * that are to be compared, objects are tables. A verification that works beside the incremental
 * phase has progress events of its own; {@link MigrationRun#progress} then gives the incremental
 * phase's figures.
 *
 * @param phase the phase at work
 * @param rows rows at the sink, those of earlier runs included; of the verification, rows of the
 *     source that were compared
 * @param totalRows rows expected; an estimate of the source until the copy has seen the end
 * @param bytes bytes of row data that this run moved
 * @param rowsPerSecond rate of the last seconds
 * @param bytesPerSecond rate of the last seconds
 * @param eta time left at that rate; empty when it is not known
 * @param objectsDone objects with a final status
 * @param objectsTotal objects selected
 * @param following the figures of following the source; empty until that has begun
 */
public record Progress(
    Phase phase,
    long rows,
    long totalRows,
    long bytes,
    double rowsPerSecond,
    double bytesPerSecond,
    Optional<Duration> eta,
    int objectsDone,
    int objectsTotal,
    Optional<Following> following) {}
