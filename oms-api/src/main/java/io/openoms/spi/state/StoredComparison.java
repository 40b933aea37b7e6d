package io.openoms.spi.state;

import io.openoms.ObjectName;
import io.openoms.spi.data.KeyTuple;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the verification of a table of the sink is that has not ended, as it is stored. Rows up
 * to there that differ are stored as {@link StoredDifference}. Immutable.
 *
 * @param target the table at the sink
 * @param beganAt when its verification began
 * @param form a text that is the same where the table is compared in the same way, and only then
 * @param rows rows of the source that were compared up to there
 * @param byRule rows up to there that differ because of kinds of changes that the project leaves
 *     out
 * @param upTo the key of the source up to which all rows are judged; empty at the table's first
 *     row, and when all of it is judged
 * @param isDone whether all of it is judged
 */
public record StoredComparison(
    ObjectName target,
    Instant beganAt,
    String form,
    long rows,
    long byRule,
    Optional<KeyTuple> upTo,
    boolean isDone) {}
