package io.openoms.cli.file;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointTypes;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads an endpoint: its type, and the options that this type has. One section. */
final class EndpointReader {

  private final EndpointTypes types = EndpointTypes.installed();
  private final Section section;
  private final EndpointUse use;

  private EndpointReader(Section section, EndpointUse use) {
    this.section = section;
    this.use = use;
  }

  static Optional<Endpoint> source(Section section) {
    return new EndpointReader(section, EndpointUse.SOURCE).read();
  }

  static Optional<Endpoint> sink(Section section) {
    return new EndpointReader(section, EndpointUse.SINK).read();
  }

  private Optional<Endpoint> read() {
    Optional<String> type = type();
    Optional<String> usable = type.filter(this::isUsable);
    if (usable.isEmpty()) {
      readAny();
    }
    Optional<Endpoint> endpoint =
        usable.flatMap(
            name -> values(types.options(name, use)).map(known -> types.create(name, use, known)));
    section.end();
    if (type.isPresent() && usable.isEmpty()) {
      section.fault(
          "type",
          type.get() + " as a " + use.name().toLowerCase(Locale.ROOT) + " is not built yet");
    }
    return endpoint;
  }

  private Optional<String> type() {
    TreeSet<String> names = new TreeSet<>();
    types.all().forEach(type -> names.add(type.name()));
    return section.required("type").isPresent() ? section.word("type", names) : Optional.empty();
  }

  private boolean isUsable(String type) {
    return types.find(type).map(found -> found.uses().contains(use)).orElse(false);
  }

  /** A key that any type has is no unknown one, whatever the type should be. */
  private void readAny() {
    types.all().stream()
        .map(EndpointType::name)
        .filter(this::isUsable)
        .flatMap(name -> types.options(name, use).stream())
        .forEach(option -> section.known(option.name()));
  }

  /** The values in the file; empty when a required one is missing. */
  private Optional<EndpointValues> values(List<EndpointOption<?>> options) {
    EndpointValues values = EndpointValues.none();
    boolean complete = true;
    for (EndpointOption<?> option : options) {
      if (option.isNamed()) {
        if (section.has(option.name())) {
          values = with(values, option, section.textByPath(option.name()));
        }
        continue;
      }
      Optional<String> text =
          option.isRequired() ? section.required(option.name()) : section.text(option.name());
      complete &= text.isPresent() || !option.isRequired();
      if (text.isPresent()) {
        values = with(values, option, text.get());
      }
    }
    return complete ? Optional.of(values) : Optional.empty();
  }

  private EndpointValues with(
      EndpointValues values, EndpointOption<?> option, Map<String, String> texts) {
    try {
      return values.with(option, texts);
    } catch (IllegalArgumentException e) {
      section.fault(option.name(), String.valueOf(e.getMessage()));
      return values;
    }
  }

  private EndpointValues with(EndpointValues values, EndpointOption<?> option, String text) {
    try {
      return values.with(option, text);
    } catch (IllegalArgumentException e) {
      section.fault(option.name(), String.valueOf(e.getMessage()));
      return values;
    }
  }
}
