package io.openoms.tidb.openprotocol;

/** The value of a statement that changed definitions: {@code q} its text, {@code t} its kind. */
final class DefinitionValue {

  private DefinitionValue() {}

  static String statement(byte[] json) {
    String[] statement = {""};
    Json.read(
        json,
        (name, parser) -> {
          switch (name) {
            case "q" -> statement[0] = Json.text(parser);
            // TiDB's own number of the kind; the text says the same.
            case "t" -> Json.number(parser, 255);
            default -> throw Faults.unknown("a statement's message has a field that is not known");
          }
        });
    if (statement[0].isBlank()) {
      throw Faults.damaged("a statement's message has no text");
    }
    return statement[0];
  }
}
