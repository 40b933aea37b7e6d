package io.openoms.event;

import io.openoms.Progress;
import java.time.Instant;

/**
 * How far the run is; about once a second while rows move.
 *
 * @param at when
 * @param progress the figures
 */
public record ProgressEvent(Instant at, Progress progress) {}
