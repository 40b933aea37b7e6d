package io.openoms.core.apply;

import io.openoms.core.commit.Undo;
import io.openoms.spi.SinkTransaction;

/**
 * What the steps of one lane's transaction share. One thread.
 *
 * @param transaction the transaction
 * @param batches makes batches of rows
 * @param undo undoes a part of the transaction
 * @param settled rows that are taken from the source
 */
record Writing(SinkTransaction transaction, Batches batches, Undo undo, SettledRows settled) {}
