package io.openoms.dashboard.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes records as JSON; fields without a value are left out. */
final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private Json() {}

  static Answer answer(Object value) {
    try {
      return Answer.of(200, "application/json; charset=utf-8", MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records, maps, texts and numbers are always JSON", e);
    }
  }
}
