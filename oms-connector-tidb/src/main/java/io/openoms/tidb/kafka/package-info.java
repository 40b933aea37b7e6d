/** Reads a topic by Kafka's own client: partitions, offsets, bytes. It knows no protocol. */
@NullMarked
package io.openoms.tidb.kafka;

import org.jspecify.annotations.NullMarked;
