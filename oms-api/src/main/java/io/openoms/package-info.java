/**
 * What callers use: a project is built here, checked, planned, started and watched.
 *
 * <p>Everything is immutable except {@link io.openoms.MigrationRun}, which is thread-safe.
 */
@NullMarked
package io.openoms;

import org.jspecify.annotations.NullMarked;
