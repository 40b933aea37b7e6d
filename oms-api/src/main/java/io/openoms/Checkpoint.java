package io.openoms;

import java.time.Instant;

/**
 * How far the source's changes are applied, as the stored state shows it. Immutable.
 *
 * @param position the place in the source's log up to which all is applied, in the endpoint's form
 * @param appliedUpTo what was committed at the source until then is applied; to about a second
 * @param transactions transactions of the source applied since the project began
 * @param changes changes of rows applied since the project began
 */
public record Checkpoint(String position, Instant appliedUpTo, long transactions, long changes) {}
