/**
 * What a changefeed of TiDB would write to Kafka, made of the changes of another server: an encoder
 * of TiCDC's Open Protocol, whose bytes are held against messages of TiCDC's own encoder, and a
 * writer with the faults that its delivery allows (at least once, in no certain order).
 */
@NullMarked
package io.openoms.testkit.changefeed;

import org.jspecify.annotations.NullMarked;
