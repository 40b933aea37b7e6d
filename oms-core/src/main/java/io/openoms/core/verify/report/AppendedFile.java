package io.openoms.core.verify.report;

import io.openoms.core.file.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A text file that grows, in UTF-8. It is open only while it is written: thousands of tables may
 * have such files at once. One thread.
 */
final class AppendedFile {

  private static final int BUFFERED = 8 << 10;

  private final Path file;
  private final StringBuilder pending = new StringBuilder();

  AppendedFile(Path file) throws IOException {
    this.file = file;
    PrivateFiles.createFile(file);
  }

  void append(String text) throws IOException {
    pending.append(text);
    if (pending.length() > BUFFERED) {
      flush();
    }
  }

  private void flush() throws IOException {
    Files.writeString(file, pending, StandardOpenOption.APPEND);
    pending.setLength(0);
  }

  /** Writes what is left. */
  void finish() throws IOException {
    flush();
  }

  /** Appends all of another file, and deletes that one. */
  void take(AppendedFile other) throws IOException {
    flush();
    other.flush();
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      Files.copy(other.file, out);
    }
    Files.delete(other.file);
  }
}
