package io.openoms;

/**
 * How much of both servers and of this machine a full copy takes. Anything else is a matter of
 * {@link FullOptions.Builder#readers}, {@link FullOptions.Builder#writers} and {@link
 * FullOptions.Builder#bufferBytes}.
 */
public enum Concurrency {
  /** One reader, one writer, 16 MiB of rows under way: for servers that others work on. */
  STABLE(1, 1, 16L << 20),
  /** Two readers, two writers, 64 MiB. The default. */
  NORMAL(2, 2, 64L << 20),
  /** Eight readers, eight writers, 256 MiB: for servers and a machine with cores to spare. */
  FAST(8, 8, 256L << 20);

  private final int readers;
  private final int writers;
  private final long bufferBytes;

  Concurrency(int readers, int writers, long bufferBytes) {
    this.readers = readers;
    this.writers = writers;
    this.bufferBytes = bufferBytes;
  }

  /** Tasks that read. */
  public int readers() {
    return readers;
  }

  /** Tasks that write. */
  public int writers() {
    return writers;
  }

  /** Bytes of rows between readers and writers at the most. */
  public long bufferBytes() {
    return bufferBytes;
  }
}
