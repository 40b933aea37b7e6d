package io.openoms.flink.job;

import io.openoms.spi.remote.ChunkId;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To a reader: copy that chunk.
 *
 * @param chunk which one
 */
record ChunkEvent(ChunkId chunk) implements SourceEvent {}
