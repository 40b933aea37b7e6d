package io.openoms.flink.job;

import io.openoms.ObjectName;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To the enumerator: a chunk of that table cannot be copied, so no more of it are handed out.
 *
 * @param table its name at the source
 */
record TableLeftEvent(ObjectName table) implements SourceEvent {}
