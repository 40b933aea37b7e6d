/**
 * What runs in the cluster: a source whose enumerator finds chunks and hands them out by events,
 * and whose readers copy them. Rows never pass through Flink's network or serializers, and state
 * stays at the project's sink.
 */
@NullMarked
package io.openoms.flink.job;

import org.jspecify.annotations.NullMarked;
