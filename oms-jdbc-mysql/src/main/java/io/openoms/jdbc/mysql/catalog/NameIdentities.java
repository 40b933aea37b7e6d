package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.spi.ServerFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which names of databases, tables and views a server takes for one. MySQL and MariaDB fold their
 * letters unless {@code lower_case_table_names} is 0; OceanBase's kernel compares names in the
 * collation of its dictionary, which tells neither case nor accents (seen: {@code ano} and {@code
 * año} are one name). Thread-safe.
 */
final class NameIdentities {

  private static final int NAMES_AT_A_TIME = 100;

  private final CatalogQuery query;
  private final ServerFacts facts;

  NameIdentities(CatalogQuery query, ServerFacts facts) {
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
    String identity = expression();
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

  private String expression() {
    if (!facts.product().equals("OceanBase")) {
      return "LOWER(CONVERT(? USING utf8mb3) COLLATE utf8mb3_general_ci)";
    }
    List<CatalogQuery.Row> rows =
        new ArrayList<>(
            query.rows(
                "SELECT collation_name AS name FROM information_schema.columns WHERE table_schema ="
                    + " 'information_schema' AND table_name = 'TABLES'"
                    + " AND column_name = 'TABLE_NAME'"));
    String collation = rows.isEmpty() ? "utf8mb4_general_ci" : rows.get(0).text("name");
    return "HEX(WEIGHT_STRING(CONVERT(? USING utf8mb4) COLLATE " + collation + "))";
  }
}
