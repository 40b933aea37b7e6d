package io.openoms.spi.endpoint;

import io.openoms.spi.Endpoint;
import io.openoms.spi.precheck.EndpointUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The types of endpoints on the class path. Immutable; thread-safe. */
public final class EndpointTypes {

  /** One type and its provider. */
  private record Entry(EndpointType type, EndpointProvider provider) {}

  private final List<Entry> entries;

  private EndpointTypes(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Those whose connectors are on this library's class path. */
  public static EndpointTypes installed() {
    return of(
        ServiceLoader.load(EndpointProvider.class, EndpointProvider.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Those of some providers.
   *
   * @throws IllegalArgumentException when two have a type of the same name
   */
  public static EndpointTypes of(List<EndpointProvider> providers) {
    List<Entry> entries = new ArrayList<>();
    for (EndpointProvider provider : providers) {
      for (EndpointType type : provider.types()) {
        if (entries.stream().anyMatch(entry -> entry.type().name().equals(type.name()))) {
          throw new IllegalArgumentException("two connectors have the type " + type.name());
        }
        entries.add(new Entry(type, provider));
      }
    }
    return new EndpointTypes(entries);
  }

  /** All types, also those that are planned, by name. */
  public List<EndpointType> all() {
    return entries.stream()
        .map(Entry::type)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /** The type of that name. */
  public Optional<EndpointType> find(String name) {
    return entry(name).map(Entry::type);
  }

  /**
   * The options of a type in one use.
   *
   * @throws IllegalArgumentException when there is no such type
   */
  public List<EndpointOption<?>> options(String name, EndpointUse use) {
    return require(name).provider().options(name, use);
  }

  /**
   * Makes an endpoint.
   *
   * @throws IllegalArgumentException when there is no such type, or it cannot be used so
   */
  public Endpoint create(String name, EndpointUse use, EndpointValues values) {
    Entry entry = require(name);
    if (!entry.type().uses().contains(use)) {
      throw new IllegalArgumentException(name + " cannot be used so yet");
    }
    return entry.provider().create(name, use, values);
  }

  private Entry require(String name) {
    return entry(name).orElseThrow(() -> new IllegalArgumentException("there is no type " + name));
  }

  private Optional<Entry> entry(String name) {
    return entries.stream().filter(entry -> entry.type().name().equals(name)).findFirst();
  }
}
