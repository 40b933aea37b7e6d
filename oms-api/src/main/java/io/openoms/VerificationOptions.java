package io.openoms;

import io.openoms.error.ConfigurationException;
import io.openoms.spi.data.RowChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Options of a verification. Immutable.
 *
 * @param scope which tables and rows are looked at; default {@link VerificationScope#ALL}
 * @param repair whether rows that differ are made at the sink what they are at the source, and
 *     looked at again; default false
 * @param mode which differences count; default {@link VerificationMode#NORMAL}
 * @param workers tasks that compare chunks, each with a connection to either end; default 2
 * @param chunkRows rows of a chunk, 0 for 20,000; default 0
 * @param rowsPerSecond the largest number of source rows compared per second, 0 for no limit;
 *     default 0
 * @param bytesPerSecond the largest number of bytes of source rows compared per second, as the
 *     servers estimate the size of rows, 0 for no limit; default 0
 * @param samples differing rows of each table that are reported with their values; default 10
 * @param patience how long a row that changes again and again is looked at before it counts as
 *     unresolved, and how long one wait for changes to be applied lasts (5 s at least) before rows
 *     that differ do; default one minute
 * @param reportDirectory where each verification that finds a difference makes a directory with all
 *     keys that differ and with statements that correct them; default none
 * @param every how long after one verification the next one begins, while the run follows its
 *     source; zero, the default, for a single one
 * @param resume whether tables go on behind what an earlier verification has judged that did not
 *     come to its end; default true
 * @param operations the kinds of changes that the project follows in other runs, where this one
 *     does not follow its source; default all of them
 */
public record VerificationOptions(
    VerificationScope scope,
    boolean repair,
    VerificationMode mode,
    int workers,
    long chunkRows,
    long rowsPerSecond,
    long bytesPerSecond,
    int samples,
    Duration patience,
    Optional<Path> reportDirectory,
    Duration every,
    boolean resume,
    Set<RowChange.Kind> operations) {

  private static final Duration LONGEST_PATIENCE = Duration.ofHours(24);

  public VerificationOptions {
    operations = Set.copyOf(operations);
  }

  /** The defaults. */
  public static VerificationOptions defaults() {
    return new Builder().build();
  }

  /**
   * The options that the builder is given.
   *
   * @throws io.openoms.error.ConfigurationException when one is out of its range
   */
  public static VerificationOptions of(Consumer<Builder> chosen) {
    Builder builder = new Builder();
    chosen.accept(builder);
    VerificationOptions options = builder.build();
    if (!options.faults().isEmpty()) {
      throw new ConfigurationException(options.faults());
    }
    return options;
  }

  /** What is wrong with these options; empty when nothing is. */
  List<String> faults() {
    OptionFaults faults = new OptionFaults("verification");
    faults.require(workers >= 1 && workers <= 64, "workers", "1 to 64", workers);
    faults.require(chunkRows >= 0, "chunkRows", "0 or more", chunkRows);
    faults.require(rowsPerSecond >= 0, "rowsPerSecond", "0 or more", rowsPerSecond);
    faults.require(bytesPerSecond >= 0, "bytesPerSecond", "0 or more", bytesPerSecond);
    faults.require(samples >= 0 && samples <= 10_000, "samples", "0 to 10,000", samples);
    boolean bearable = !patience.isNegative() && patience.compareTo(LONGEST_PATIENCE) <= 0;
    faults.require(bearable, "patience", "0 s to 24 hours", patience);
    faults.require(!every.isNegative(), "every", "0 s or more", every);
    faults.require(!operations.isEmpty(), "operations", "one kind or more", operations);
    return faults.all();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private VerificationScope scope = VerificationScope.ALL;
    private boolean repair;
    private VerificationMode mode = VerificationMode.NORMAL;
    private int workers = 2;
    private long chunkRows;
    private long rowsPerSecond;
    private long bytesPerSecond;
    private int samples = 10;
    private Duration patience = Duration.ofMinutes(1);
    private Optional<Path> reportDirectory = Optional.empty();
    private Duration every = Duration.ZERO;
    private boolean resume = true;
    private Set<RowChange.Kind> operations = EnumSet.allOf(RowChange.Kind.class);

    Builder() {}

    /** Which tables and rows are looked at; default {@link VerificationScope#ALL}. */
    public Builder scope(VerificationScope which) {
      this.scope = which;
      return this;
    }

    /**
     * Whether rows that differ are made at the sink what they are at the source; default false. In
     * the mode {@link VerificationMode#IN} rows that only the sink has stay.
     */
    public Builder repair(boolean corrects) {
      this.repair = corrects;
      return this;
    }

    /** Which differences count; default {@link VerificationMode#NORMAL}. */
    public Builder mode(VerificationMode which) {
      this.mode = which;
      return this;
    }

    /** Tasks that compare chunks, each with a connection to either end; default 2. */
    public Builder workers(int tasks) {
      this.workers = tasks;
      return this;
    }

    /** Rows of a chunk; 0, the default, for 20,000. */
    public Builder chunkRows(long rows) {
      this.chunkRows = rows;
      return this;
    }

    /** The largest number of source rows compared per second; 0, the default, sets no limit. */
    public Builder rowsPerSecond(long rows) {
      this.rowsPerSecond = rows;
      return this;
    }

    /**
     * The largest number of bytes of source rows compared per second, by the average size of a
     * table's rows as the source estimates it; 0, the default, sets no limit.
     */
    public Builder bytesPerSecond(long bytes) {
      this.bytesPerSecond = bytes;
      return this;
    }

    /** Differing rows of each table that are reported with their values; default 10. */
    public Builder samples(int rows) {
      this.samples = rows;
      return this;
    }

    /**
     * How long a row that changes again and again is looked at, and how long one wait for changes
     * to be applied lasts; default one minute.
     */
    public Builder patience(Duration time) {
      this.patience = time;
      return this;
    }

    /**
     * A directory for reports; none by default. Each verification that finds a difference makes a
     * directory in it, readable by its owner alone: for each such table {@code NAME.keys.csv} with
     * the keys of all rows that differ, and {@code NAME.correction.sql} with statements that make
     * the sink's rows what the source's were when they were compared. Nothing runs these
     * statements. They hold values of rows.
     */
    public Builder reportDirectory(Path directory) {
      this.reportDirectory = Optional.of(directory);
      return this;
    }

    /**
     * Verifies again and again while the run follows its source: so long after the end of one
     * verification the next one begins. Zero, the default, for a single one.
     */
    public Builder every(Duration pause) {
      this.every = pause;
      return this;
    }

    /**
     * Whether tables go on behind what an earlier verification has judged that did not come to its
     * end; default true. Their rows were equal when they were compared, and those that differed
     * then are looked at again. A verification that ended is never gone on with.
     */
    public Builder resume(boolean goesOn) {
      this.resume = goesOn;
      return this;
    }

    /**
     * The kinds of changes that the project follows in other runs; default all of them. A run that
     * follows its source goes by {@link IncrementalOptions#operations}. Rows that differ because
     * changes of the other kinds were left out are counted apart, and a repair leaves them.
     */
    public Builder operations(Set<RowChange.Kind> followed) {
      this.operations = Set.copyOf(followed);
      return this;
    }

    VerificationOptions build() {
      return new VerificationOptions(
          scope,
          repair,
          mode,
          workers,
          chunkRows,
          rowsPerSecond,
          bytesPerSecond,
          samples,
          patience,
          reportDirectory,
          every,
          resume,
          operations);
    }
  }
}
