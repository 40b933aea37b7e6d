package io.openoms.spi.state;

import io.openoms.ObjectName;

/**
 * A table whose rows were copied as one chunk.
 *
 * @param source its name at the source
 * @param rows rows that came to the sink
 * @param conflicts rows that were left out for rows that the sink had already
 */
public record CopiedTable(ObjectName source, long rows, long conflicts) {}
