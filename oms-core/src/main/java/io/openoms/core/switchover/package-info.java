/**
 * The directions in which a project runs, and the steps from one to the other. A {@link
 * io.openoms.core.switchover.Leg} is a run in one direction; the {@link
 * io.openoms.core.switchover.Director} has one leg at work at a time, {@link
 * io.openoms.core.switchover.BothDirections} has both.
 */
@NullMarked
package io.openoms.core.switchover;

import org.jspecify.annotations.NullMarked;
