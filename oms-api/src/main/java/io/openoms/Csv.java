package io.openoms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them; a line may also end with a line feed alone. What is
 * not of that form is refused. Not thread-safe.
 */
final class Csv {

  private static final int END = -1;

  /**
   * A record.
   *
   * @param line the line on which it begins, from 1
   * @param fields its fields
   */
  record Row(int line, List<String> fields) {}

  private final String text;
  private int at;
  private int line = 1;

  private Csv(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /**
   * Reads records; empty lines are none.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  static List<Row> read(String text) {
    Csv csv = new Csv(text);
    List<Row> rows = new ArrayList<>();
    while (csv.peek() != END) {
      Row row = csv.row();
      if (row.fields().size() > 1 || !row.fields().get(0).isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Writes records, each ended by CRLF. */
  static String write(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private Row row() {
    int begin = line;
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (peek() == ',') {
      at++;
      fields.add(field());
    }
    endLine();
    return new Row(begin, fields);
  }

  private void endLine() {
    if (peek() == '\r') {
      at++;
      if (peek() != '\n') {
        throw fault("a carriage return stands alone");
      }
    }
    if (peek() != END) {
      at++;
      line++;
    }
  }

  private String field() {
    return peek() == '"' ? quotedField() : plainField();
  }

  private String plainField() {
    int begin = at;
    while (peek() != END && ",\r\n".indexOf(peek()) < 0) {
      if (peek() == '"') {
        throw fault("a quote stands within a field that is not quoted");
      }
      at++;
    }
    return text.substring(begin, at);
  }

  private String quotedField() {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int c = peek();
      at++;
      if (c == END) {
        throw fault("a quoted field has no end");
      }
      if (c == '"' && peek() == '"') {
        at++;
      } else if (c == '"') {
        break;
      }
      line += c == '\n' ? 1 : 0;
      field.append((char) c);
    }
    if (peek() != END && ",\r\n".indexOf(peek()) < 0) {
      throw fault("something follows the end of a quoted field");
    }
    return field.toString();
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("csv line " + line + ": " + what);
  }
}
