package io.openoms.core.verify;

import io.openoms.core.verify.TableProgress.Part;
import io.openoms.spi.data.ChunkRange;

/**
 * A part of a table that is compared. Immutable, but for the tally.
 *
 * @param table the table
 * @param range the part at the source; all of it when the table has no key
 * @param sinkRange the same part at the sink
 * @param tally takes what is found
 * @param part says when its rows are judged
 */
record VerifiedChunk(
    VerifiedTable table, ChunkRange range, ChunkRange sinkRange, TableTally tally, Part part) {}
