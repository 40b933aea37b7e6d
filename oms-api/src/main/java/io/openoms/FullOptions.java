package io.openoms;

import java.util.List;

/**
 * Options of the full copy. Immutable.
 *
 * @param readers tasks that read chunks, each with one connection to the source; default 2
 * @param writers tasks that write chunks, each with one connection to the sink; default 2
 * @param chunkRows rows of one chunk at the most, 0 for a number derived from the table's average
 *     row length (about 16 MiB a chunk); tables with fewer rows are copied many together; default 0
 * @param batchBytes bytes of row data in one multi-row statement, as a target; default 640 KiB
 * @param batchRows rows of one multi-row statement at the most; default 5,000
 * @param bufferBytes bytes of row data held between readers and writers at the most; a single
 *     larger batch passes alone; default 64 MiB
 * @param rowsPerSecond rows read a second at the most, 0 for no limit; default 0
 * @param bytesPerSecond bytes read a second at the most, 0 for no limit; default 0
 * @param conflict what happens to rows already at the sink; default {@link ConflictPolicy#STOP}
 */
public record FullOptions(
    int readers,
    int writers,
    long chunkRows,
    int batchBytes,
    int batchRows,
    long bufferBytes,
    long rowsPerSecond,
    long bytesPerSecond,
    ConflictPolicy conflict) {

  /** The defaults. */
  public static FullOptions defaults() {
    return new Builder().build();
  }

  /** What is wrong with these options; empty when nothing is. */
  List<String> faults() {
    OptionFaults faults = new OptionFaults("full");
    faults.require(readers >= 1 && readers <= 256, "readers", "1 to 256", readers);
    faults.require(writers >= 1 && writers <= 256, "writers", "1 to 256", writers);
    faults.require(chunkRows >= 0, "chunkRows", "0 or more", chunkRows);
    faults.require(batchBytes >= 1024, "batchBytes", "1,024 or more", batchBytes);
    faults.require(batchRows >= 1, "batchRows", "1 or more", batchRows);
    faults.require(bufferBytes >= batchBytes, "bufferBytes", "batchBytes or more", bufferBytes);
    faults.require(rowsPerSecond >= 0, "rowsPerSecond", "0 or more", rowsPerSecond);
    faults.require(bytesPerSecond >= 0, "bytesPerSecond", "0 or more", bytesPerSecond);
    return faults.all();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private int readers = 2;
    private int writers = 2;
    private long chunkRows = 0;
    private int batchBytes = 640 << 10;
    private int batchRows = 5_000;
    private long bufferBytes = 64L << 20;
    private long rowsPerSecond = 0;
    private long bytesPerSecond = 0;
    private ConflictPolicy conflict = ConflictPolicy.STOP;

    Builder() {}

    /** Sets readers, writers and bufferBytes together; calls of these that follow win. */
    public Builder concurrency(Concurrency preset) {
      this.readers = preset.readers();
      this.writers = preset.writers();
      this.bufferBytes = preset.bufferBytes();
      return this;
    }

    /** Tasks that read chunks, each with one connection to the source; default 2. */
    public Builder readers(int readers) {
      this.readers = readers;
      return this;
    }

    /** Tasks that write chunks, each with one connection to the sink; default 2. */
    public Builder writers(int writers) {
      this.writers = writers;
      return this;
    }

    /** Rows of one chunk at the most; 0, the default, derives it from the average row length. */
    public Builder chunkRows(long rows) {
      this.chunkRows = rows;
      return this;
    }

    /** Bytes of row data in one multi-row statement, as a target; default 640 KiB. */
    public Builder batchBytes(int bytes) {
      this.batchBytes = bytes;
      return this;
    }

    /** Rows of one multi-row statement at the most; default 5,000. */
    public Builder batchRows(int rows) {
      this.batchRows = rows;
      return this;
    }

    /** Bytes of row data held between readers and writers at the most; default 64 MiB. */
    public Builder bufferBytes(long bytes) {
      this.bufferBytes = bytes;
      return this;
    }

    /** Rows read a second at the most; 0, the default, sets no limit. */
    public Builder rowsPerSecond(long rows) {
      this.rowsPerSecond = rows;
      return this;
    }

    /** Bytes read a second at the most; 0, the default, sets no limit. */
    public Builder bytesPerSecond(long bytes) {
      this.bytesPerSecond = bytes;
      return this;
    }

    /** What happens to rows already at the sink; default {@link ConflictPolicy#STOP}. */
    public Builder conflict(ConflictPolicy policy) {
      this.conflict = policy;
      return this;
    }

    FullOptions build() {
      return new FullOptions(
          readers,
          writers,
          chunkRows,
          batchBytes,
          batchRows,
          bufferBytes,
          rowsPerSecond,
          bytesPerSecond,
          conflict);
    }
  }
}
