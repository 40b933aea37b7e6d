package io.openoms.bench;

import java.time.Duration;

/**
 * How long a copy took.
 *
 * @param rows from the first row read to the last one committed
 * @param index the building of the secondary index afterwards
 */
record CopyTimes(Duration rows, Duration index) {}
