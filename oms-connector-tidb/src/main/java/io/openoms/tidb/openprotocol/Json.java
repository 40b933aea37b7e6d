package io.openoms.tidb.openprotocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.openoms.error.MigrationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a part, strictly: one object, no name twice, nothing behind it. Stateless. */
final class Json {

  /** A number has 20 digits, or is a floating-point number. */
  private static final int LONGEST_NUMBER = 400;

  private static final int DEEPEST = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();

  private Json() {}

  /** Takes a field of an object; the parser stands at its value, and stands at its end after. */
  interface Fields {
    void take(String name, JsonParser parser) throws IOException;
  }

  /** Reads one object that is all of the bytes. */
  static void read(byte[] json, Fields fields) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      object(parser, fields);
      if (parser.nextToken() != null) {
        throw Faults.damaged("a part of a record holds more than one JSON object");
      }
    } catch (MigrationException e) {
      throw e;
    } catch (IOException e) {
      throw Faults.damaged("a part of a record is no JSON", e);
    }
  }

  /** Reads the object at which the parser stands. */
  static void object(JsonParser parser, Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Faults.damaged("a message lacks a JSON object where its protocol asks for one");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.take(name, parser);
    }
  }

  /** A text. */
  static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Faults.damaged("a message lacks a text where its protocol asks for one");
    }
    return parser.getText();
  }

  /** Whether it is true or false. */
  static boolean truth(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default ->
          throw Faults.damaged("a message lacks true or false where its protocol asks for it");
    };
  }

  /** A whole number of at most so much, and at least 0. */
  static long number(JsonParser parser, long most) throws IOException {
    long number = whole(parser);
    if (number < 0 || number > most) {
      throw Faults.damaged("a number of a message is beyond its range");
    }
    return number;
  }

  /** A whole number. */
  static long whole(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw Faults.damaged("a message lacks a whole number where its protocol asks for one");
    }
    try {
      return Long.parseLong(parser.getText());
    } catch (NumberFormatException e) {
      throw Faults.damaged("a number of a message is beyond its range", e);
    }
  }

  /** The digits of a number, a text, or null. */
  static @Nullable String scalar(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
      default -> throw Faults.damaged("a column's value is neither a text, a number nor null");
    };
  }
}
