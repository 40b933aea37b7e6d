package io.openoms.spi.endpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values of an endpoint's options. Immutable; {@code toString} shows names alone. */
public final class EndpointValues {

  private static final EndpointValues NONE = new EndpointValues(Map.of());

  private final Map<String, Object> values;

  private EndpointValues(Map<String, Object> values) {
    this.values = values;
  }

  /** No values. */
  public static EndpointValues none() {
    return NONE;
  }

  /**
   * These and one more, or another one.
   *
   * @throws IllegalArgumentException when the text is no value of the option
   */
  public EndpointValues with(EndpointOption<?> option, String text) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(option.name(), option.parse(text));
    return new EndpointValues(more);
  }

  /**
   * These and the texts of an option that takes a text for each of some names.
   *
   * @throws IllegalArgumentException when the option takes one text
   */
  public EndpointValues with(EndpointOption<?> option, Map<String, String> texts) {
    if (!option.isNamed()) {
      throw new IllegalArgumentException("takes a text");
    }
    Map<String, Object> more = new HashMap<>(values);
    more.put(option.name(), Map.copyOf(texts));
    return new EndpointValues(more);
  }

  /** The value of an option; empty when it is not set. */
  @SuppressWarnings("unchecked") // Only the option itself puts a value under its name.
  public <T> Optional<T> get(EndpointOption<T> option) {
    return Optional.ofNullable((T) values.get(option.name()));
  }

  /**
   * The value of a required option.
   *
   * @throws IllegalArgumentException when it is not set
   */
  public <T> T require(EndpointOption<T> option) {
    return get(option)
        .orElseThrow(() -> new IllegalArgumentException(option.name() + " is missing"));
  }

  @Override
  public String toString() {
    return values.keySet().stream().sorted().toList().toString();
  }
}
