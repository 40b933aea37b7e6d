/**
 * The full copy of a project as a Flink job. {@link io.openoms.flink.FlinkMigration} gives a
 * project whose runs submit such a job; everything else is done where the run is.
 */
@NullMarked
package io.openoms.flink;

import org.jspecify.annotations.NullMarked;
