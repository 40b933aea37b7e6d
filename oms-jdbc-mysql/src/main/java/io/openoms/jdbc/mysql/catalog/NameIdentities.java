package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.spi.ServerFacts;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which names of databases, tables and views a server takes for one. None unless {@code
 * lower_case_table_names} is other than 0; then it is the product's own rule. Thread-safe.
 */
final class NameIdentities {

  private static final int NAMES_AT_A_TIME = 100;

  private final CatalogQuery query;
  private final ServerFacts facts;
  private final NameFolding folding;

  NameIdentities(CatalogQuery query, ServerFacts facts, NameFolding folding) {
    this.folding = folding;
    this.query = query;
    this.facts = facts;
  }

  /** Whether names that differ in case alone are one. */
  boolean ignoresCase() {
    return !facts.setting("lower_case_table_names", "0").equals("0");
  }

  /** The names as the server tells them apart. Asks it only where letters beyond ASCII occur. */
  Map<ObjectName, ObjectName> of(Collection<ObjectName> names) {
    Set<String> parts = new LinkedHashSet<>();
    for (ObjectName name : names) {
      parts.add(name.database());
      parts.add(name.name());
    }
    Map<String, String> identities = parts(List.copyOf(parts));
    return names.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    new ObjectName(
                        identities.getOrDefault(name.database(), name.database()),
                        identities.getOrDefault(name.name(), name.name()))));
  }

  private Map<String, String> parts(List<String> parts) {
    if (!ignoresCase()) {
      return Map.of();
    }
    if (parts.stream().allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode)) {
      return parts.stream().collect(Collectors.toMap(part -> part, ObjectName::folded));
    }
    String identity = folding.identity(this::first);
    Map<String, String> identities = new HashMap<>();
    for (int from = 0; from < parts.size(); from += NAMES_AT_A_TIME) {
      identities.putAll(
          ask(identity, parts.subList(from, Math.min(parts.size(), from + NAMES_AT_A_TIME))));
    }
    return identities;
  }

  private Map<String, String> ask(String identity, List<String> parts) {
    String select =
        IntStream.range(0, parts.size())
            .mapToObj(i -> identity + " AS i" + i)
            .collect(Collectors.joining(", ", "SELECT ", ""));
    CatalogQuery.Row row = query.rows(select, parts.toArray(String[]::new)).get(0);
    Map<String, String> identities = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      identities.put(parts.get(i), row.text("i" + i));
    }
    return identities;
  }

  private Optional<String> first(String sql) {
    return query.rows(sql).stream().findFirst().map(CatalogQuery.Row::only);
  }
}
