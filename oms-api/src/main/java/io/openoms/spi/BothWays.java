package io.openoms.spi;

import io.openoms.ConflictRule;
import io.openoms.Direction;

/**
 * That a project is one of the two directions of an active-active project. Immutable.
 *
 * @param direction which one it is
 * @param other the name of the project of the other direction, whose writes at this one's source
 *     are not followed
 * @param onConflict what becomes of a row that both ends have changed
 */
public record BothWays(Direction direction, String other, ConflictRule onConflict) {}
