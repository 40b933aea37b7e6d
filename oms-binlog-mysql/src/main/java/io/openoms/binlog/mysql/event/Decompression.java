package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads compressed transactions, with a library (zstd-jni) that a program may leave out whose
 * source compresses none. Stateless.
 */
public final class Decompression {

  private static final String LIBRARY = "com.github.luben.zstd.ZstdInputStream";

  private Decompression() {}

  /** Whether the library is there. */
  public static boolean isThere() {
    try {
      Class.forName(LIBRARY, false, Decompression.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * The bytes as they were before they were compressed.
   *
   * @throws MigrationException LOG_COMPRESSED when the library is not there
   */
  static InputStream of(InputStream compressed) throws IOException {
    if (!isThere()) {
      throw new MigrationException(
          BinlogError.LOG_COMPRESSED,
          ErrorContext.none(),
          "a transaction of the log is compressed, and zstd-jni is not on the class path");
    }
    return new ZstandardStream(compressed);
  }
}
