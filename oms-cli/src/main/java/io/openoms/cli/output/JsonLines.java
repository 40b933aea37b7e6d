package io.openoms.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints objects as JSON, one a line. */
public final class JsonLines {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonLines() {}

  /** An event of a kind, to be filled with further fields. */
  public static Map<String, @Nullable Object> event(String kind) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("event", kind);
    return event;
  }

  /** Prints one object. */
  public static void print(Map<String, @Nullable Object> fields) {
    try {
      Console.result(MAPPER.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps, texts and numbers are always JSON", e);
    }
  }
}
