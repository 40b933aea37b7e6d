package io.openoms.cli.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file, read key by key; keys that nobody asked for are faults in the end. Values
 * are not repeated in faults: one of them may be a password. Not thread-safe.
 */
final class Section {

  private final String path;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final Faults faults;
  private final Environment environment;

  /** A section at a path; {@code ""} is the file itself. Nothing at all is an empty section. */
  Section(String path, @Nullable Object value, Faults faults, Environment environment) {
    this.path = path;
    this.faults = faults;
    this.environment = environment;
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> values.put(String.valueOf(key), entry));
    } else if (value != null) {
      faults.at(path.isEmpty() ? "the file" : path, "takes keys and values");
    }
  }

  /** The full name of a key. */
  String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void fault(String key, String fault) {
    faults.at(name(key), fault);
  }

  Section section(String key) {
    return new Section(name(key), take(key), faults, environment);
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  /** Takes a key without looking at what stands there. */
  void known(String key) {
    known.add(key);
  }

  /** A text; a number or a truth value is taken as it was written. */
  Optional<String> text(String key) {
    Object value = take(key);
    if (value instanceof Map || value instanceof List) {
      fault(key, "takes a text");
      return Optional.empty();
    }
    return value == null ? Optional.empty() : Optional.of(resolve(key, value));
  }

  Optional<String> required(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && !(values.get(key) instanceof Map || values.get(key) instanceof List)) {
      fault(key, "is missing");
    }
    return text;
  }

  List<String> texts(String key) {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      fault(key, "takes a list, as [\"a\", \"b\"]");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object entry : list) {
      if (entry == null || entry instanceof Map || entry instanceof List) {
        fault(key, "takes a list of texts");
      } else {
        texts.add(resolve(key, entry));
      }
    }
    return texts;
  }

  /** Whatever stands at each key of a sub-section. */
  Map<String, String> textByKey(String key) {
    Section inner = section(key);
    Map<String, String> found = new LinkedHashMap<>();
    inner.values.keySet().forEach(k -> inner.text(k).ifPresent(text -> found.put(k, text)));
    return found;
  }

  /** The texts of a sub-section and of those below it, by their keys with dots between them. */
  Map<String, String> textByPath(String key) {
    Section inner = section(key);
    Map<String, String> found = new LinkedHashMap<>();
    inner.values.forEach(
        (name, value) -> {
          if (value instanceof Map) {
            inner.textByPath(name).forEach((below, text) -> found.put(name + "." + below, text));
          } else {
            inner.text(name).ifPresent(text -> found.put(name, text));
          }
        });
    return found;
  }

  Map<String, List<String>> textsByKey(String key) {
    Section inner = section(key);
    Map<String, List<String>> found = new LinkedHashMap<>();
    inner.values.keySet().forEach(k -> found.put(k, inner.texts(k)));
    return found;
  }

  /** A whole number of 0 or more. */
  OptionalLong number(String key) {
    return parsed(key, "takes a whole number of 0 or more", Sizes::number);
  }

  /** The same as an int; too large a number stays one, so the builder names its range. */
  OptionalInt count(String key) {
    OptionalLong number = number(key);
    return number.isPresent()
        ? OptionalInt.of((int) Math.min(number.getAsLong(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  /** A number of bytes, such as 512, 64MB or 10GB; units are powers of 1024. */
  OptionalLong bytes(String key) {
    return parsed(key, "takes a number of bytes, such as 64MB or 10GB", Sizes::bytes);
  }

  private OptionalLong parsed(String key, String form, Function<String, OptionalLong> parser) {
    Optional<String> text = text(key);
    OptionalLong number = text.map(parser).orElse(OptionalLong.empty());
    if (text.isPresent() && number.isEmpty()) {
      fault(key, form);
    }
    return number;
  }

  /** One of some words. */
  Optional<String> word(String key, Set<String> words) {
    Optional<String> text = text(key);
    if (text.isPresent() && !words.contains(text.get())) {
      fault(key, "takes one of " + String.join(", ", new TreeSet<>(words)));
      return Optional.empty();
    }
    return text;
  }

  /** Every key that was not asked for is a fault. */
  void end() {
    values.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> fault(key, "unknown key; known here: " + String.join(", ", known)));
  }

  private @Nullable Object take(String key) {
    known.add(key);
    return values.get(key);
  }

  private String resolve(String key, Object value) {
    return environment.resolve(value.toString(), fault -> fault(key, fault));
  }
}
