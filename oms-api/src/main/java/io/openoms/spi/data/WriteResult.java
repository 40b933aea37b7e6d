package io.openoms.spi.data;

/**
 * What an upsert did. Immutable.
 *
 * @param inserted rows that were not there
 * @param updated rows that were there with other values
 * @param unchanged rows that were there with the very same values
 */
public record WriteResult(long inserted, long updated, long unchanged) {

  /** All rows that were written. */
  public long rows() {
    return inserted + updated + unchanged;
  }
}
