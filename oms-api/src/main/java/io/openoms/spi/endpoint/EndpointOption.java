package io.openoms.spi.endpoint;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * An option of an endpoint: its name, what it is for, and how its text is read. Immutable.
 *
 * @param <T> the type of its value
 */
public final class EndpointOption<T> {

  private final String name;
  private final String description;
  private final boolean required;
  private final boolean secret;
  private final boolean named;
  private final List<String> words;
  private final Function<String, T> parser;

  private EndpointOption(
      String name,
      String description,
      boolean required,
      boolean secret,
      boolean named,
      List<String> words,
      Function<String, T> parser) {
    this.name = name;
    this.description = description;
    this.required = required;
    this.secret = secret;
    this.named = named;
    this.words = List.copyOf(words);
    this.parser = parser;
  }

  /** An option that takes any text; not required, no secret. */
  public static EndpointOption<String> text(String name, String description) {
    return new EndpointOption<>(name, description, false, false, false, List.of(), text -> text);
  }

  /** An option that takes one of some words, those of an enum in lower case; not required. */
  public static <E extends Enum<E>> EndpointOption<E> word(
      String name, String description, Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return new EndpointOption<>(
        name,
        description,
        false,
        false,
        false,
        words,
        text -> type.getEnumConstants()[words.indexOf(text)]);
  }

  /** An option that takes whole seconds, one at least; not required, no secret. */
  public static EndpointOption<Duration> seconds(String name, String description) {
    return new EndpointOption<>(
        name, description, false, false, false, List.of(), EndpointOption::wholeSeconds);
  }

  private static Duration wholeSeconds(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("takes whole seconds, 1 at least");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  /**
   * An option that takes names with a text each; not required, no secret. Its text form has a line
   * of {@code name=text} for each.
   */
  public static EndpointOption<Map<String, String>> texts(String name, String description) {
    return new EndpointOption<>(
        name, description, false, false, true, List.of(), EndpointOption::namedTexts);
  }

  private static Map<String, String> namedTexts(String lines) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
      int equals = line.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("takes lines of name=text");
      }
      texts.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return texts;
  }

  /** The same, required. */
  public EndpointOption<T> asRequired() {
    return new EndpointOption<>(name, description, true, secret, named, words, parser);
  }

  /** The same as a secret, such as a password: no form, log or message shows its value. */
  public EndpointOption<T> asSecret() {
    return new EndpointOption<>(name, description, required, true, named, words, parser);
  }

  /** The name in files, in lower case with underscores. */
  public String name() {
    return name;
  }

  /** What it is for. */
  public String description() {
    return description;
  }

  /** Whether an endpoint needs it. */
  public boolean isRequired() {
    return required;
  }

  /** Whether its value must not be shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether its value is a text for each of some names, as {@link #texts} makes it. */
  public boolean isNamed() {
    return named;
  }

  /** The words that it takes; empty when it takes any text. */
  public List<String> words() {
    return words;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException when it is no value of this option; the message says what is,
   *     as the end of a sentence, and does not repeat the text
   */
  public T parse(String text) {
    if (!words.isEmpty() && !words.contains(text)) {
      throw new IllegalArgumentException(
          "takes one of " + String.join(", ", words.stream().sorted().toList()));
    }
    return parser.apply(text);
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name;
  }
}
