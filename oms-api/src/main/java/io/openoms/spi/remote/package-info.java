/**
 * A copy whose chunks are read and written in other processes. The engine that runs a project gives
 * a {@link io.openoms.spi.remote.CopyOrder} to a {@link io.openoms.spi.remote.RemoteCopy}; there,
 * one {@link io.openoms.spi.remote.ChunkSupply} finds the chunks, and {@link
 * io.openoms.spi.remote.ChunkWorker}s copy them. All state stays where the project keeps it, fenced
 * by the epoch: so the engine itself can go on wherever the others stopped.
 */
@NullMarked
package io.openoms.spi.remote;

import org.jspecify.annotations.NullMarked;
