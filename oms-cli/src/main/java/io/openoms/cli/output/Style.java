package io.openoms.cli.output;

/** Colours of the terminal; plain text where there are none, or NO_COLOR is set. */
enum Style {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  DIM("2"),
  BOLD("1");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String of(String text) {
    return Console.hasColour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
