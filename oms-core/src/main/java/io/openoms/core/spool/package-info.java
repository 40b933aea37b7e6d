/**
 * Captured changes on disk, between the task that reads the source's log and those that apply it.
 */
@NullMarked
package io.openoms.core.spool;

import org.jspecify.annotations.NullMarked;
