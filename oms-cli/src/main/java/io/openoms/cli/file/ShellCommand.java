package io.openoms.cli.file;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A command of the user's that must succeed. What it prints goes to standard error.
 *
 * @param command as a shell takes it
 */
record ShellCommand(String command) implements Runnable {

  @Override
  public void run() {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", "exec 1>&2; " + command)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("the command stop_writes ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the command stop_writes was interrupted", e);
    }
  }

  /** Without the command, which may hold a secret. */
  @Override
  public String toString() {
    return "a command";
  }
}
