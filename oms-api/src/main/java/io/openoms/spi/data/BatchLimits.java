package io.openoms.spi.data;

/**
 * When a batch is full.
 *
 * @param rows rows at the most
 * @param bytes bytes after which no further row is added
 */
public record BatchLimits(int rows, int bytes) {}
