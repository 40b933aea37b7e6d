package io.openoms.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of the program in UTF-8, whatever the locale: results on standard output, all
 * else on standard error. Thread-safe.
 */
public final class Console {

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private static final PrintStream ERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  private static final boolean TERMINAL =
      Boolean.getBoolean("oms.terminal") && !"dumb".equals(System.getenv("TERM"));
  private static final boolean COLOUR = TERMINAL && System.getenv("NO_COLOR") == null;

  private Console() {}

  /** A line of results. */
  public static void result(String line) {
    OUT.println(line);
  }

  /** A line for people. */
  public static void note(String line) {
    ERR.println(line);
  }

  /** Text for people as it is, such as a line that is painted again. */
  static void paint(String text) {
    ERR.print(text);
    ERR.flush();
  }

  /** A line on what went wrong. */
  public static void error(String line) {
    ERR.println(Style.RED.of("error: ") + line);
  }

  /** Whether standard error is a terminal on which a line can be painted again. */
  public static boolean isTerminal() {
    return TERMINAL;
  }

  static boolean hasColour() {
    return COLOUR;
  }
}
